import type { MissionSettings } from '../manifest/mission.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { MissionStateName, MissionTry } from '../state/mission.ts';

/** A mission as `schemas/mission.schema.json` describes it, as far as it is told on. */
export interface MissionDocument extends Pick<MissionSettings, 'brief' | 'priority' | 'type' | 'retries' | 'timeoutMs' | 'accept' | 'to' | 'role'> {
  /** `mission/storefront/cart-api`. */
  readonly address: Address;
  readonly project: string;
  readonly origin: 'manifest' | 'added' | 'review' | 'merge';
  readonly after: readonly Address[];
  readonly state: MissionStateName;
  /** Who has it, or did it. */
  readonly by?: Address;
  readonly epoch?: number;
  /** The commit that was accepted. */
  readonly commit?: string;
  /** Why it failed or is parked, or why nobody can have it. */
  readonly because?: string;
  /** What it waits for, and where that stands. */
  readonly blockedBy?: readonly { readonly mission: Address; readonly state: MissionStateName | 'gone' }[];
  /** Times in UTC. */
  readonly tries: readonly (Omit<MissionTry, 'startedAt' | 'endedAt'> & { readonly startedAt: string; readonly endedAt: string })[];
}

/** A mission as it was when it was looked at. */
export interface QueuedMission extends MissionDocument {
  /** By which the other calls know it: `storefront/cart-api`. */
  readonly id: string;
  readonly team: string;
}

/** A mission with the id that the calls know it by. */
export function queued(team: string, mission: MissionDocument): QueuedMission {
  return { id: seatIn(mission.address), team, ...mission };
}
