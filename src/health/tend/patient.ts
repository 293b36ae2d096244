import type { CarePolicy } from '../../manifest/manifest.ts';
import type { PromptTexts } from '../../manifest/prompts.ts';
import type { Address } from '../../state/address.ts';
import type { Care } from '../../state/care.ts';
import type { CareEvent } from '../../state/event.ts';
import type { When } from '../../state/message.ts';
import type { Turn } from '../../state/turn.ts';
import type { MemberStatus } from '../member-status.ts';

/** One living member, and all that is known of it. */
export interface Patient {
  readonly care: Care;
  readonly policy: CarePolicy;
  readonly status: MemberStatus;
  readonly epoch: number;
  /** The latest, whole. */
  readonly turn?: Turn;
  /** Who is told when it is stuck: its PM, of a PM the orchestrator. Absent where there is nobody. */
  readonly superior?: Address;
  /** Whose usage limit it shares (see `accountOf`). */
  readonly account: string;
  /** Its place among those of its account, from 0: they are not woken all at once. */
  readonly place: number;
  /** A member of the same account was seen to work since it was parked. */
  readonly accountWorks: boolean;
  /** What it may hold, with all that it started, in bytes; absent where there is no limit. */
  readonly memoryBytes?: number;
  /** The words of the team, where it has its own. */
  readonly prompts?: PromptTexts;
  /** What was committed since its base, newest first, where its hand-over needs it. */
  readonly commits: readonly string[];
}

/** What is to be said to a member. The id is the same however often it is decided: it is said once. */
export interface Prompt {
  readonly id: string;
  readonly to: Address;
  readonly text: string;
  readonly when: When;
}

export interface Tending {
  readonly care: Care;
  readonly events: readonly CareEvent[];
  readonly prompts: readonly Prompt[];
  /** When time alone changes something, in milliseconds since the Unix epoch. */
  readonly nextAt?: number;
}

export type Tend = (patient: Patient, now: number) => Tending | undefined;
