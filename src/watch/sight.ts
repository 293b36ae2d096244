import type { MemberStatus } from '../health/member-status.ts';
import type { HeldMission, MissionsOverview } from '../missions/overview.ts';
import type { Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Care } from '../state/care.ts';
import type { TeamEvent } from '../state/event.ts';

/** What is known of one team now. */
export interface TeamSight {
  readonly team: AppliedTeam;
  /** Why a person paused it; absent while it is not. */
  readonly paused?: string;
  /** In the order of the manifest; empty until it was looked at. */
  readonly members: readonly MemberSight[];
  /** Absent until it was looked at, and where the team has none. */
  readonly missions?: MissionsOverview;
  /** Why it is not kept now, or its missions do not go on: phrases; absent where all is well, and until that was asked. */
  readonly troubles?: readonly string[];
  /** Why the last look failed, in a sentence: what is shown is older than that. */
  readonly problem?: string;
}

/** What is known of one member now. */
export interface MemberSight {
  readonly status: MemberStatus;
  readonly care?: Care;
  /** What it has been given to do. */
  readonly mission?: HeldMission;
}

/** An event, ready to be shown. */
export interface Happening {
  readonly type: TeamEvent['type'];
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly team: string;
  readonly address?: Address;
  readonly phrase: string;
}

/** Names one member among all teams. */
export interface MemberName {
  readonly team: string;
  readonly address: Address;
}

export function isSame(one: MemberName | undefined, other: MemberName | undefined): boolean {
  return one?.team === other?.team && one?.address === other?.address;
}

/** It was taken down, or never started: none of its members has had a window since. */
export function isDown({ members }: TeamSight): boolean {
  return members.length > 0 && members.every(({ status }) => status.status === 'exited' && status.detail === 'not started');
}
