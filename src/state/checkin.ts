import type { CheckinSettings } from '../manifest/checkin.ts';
import type { Address } from './address.ts';

/** A prompt by the clock into one member. */
export interface Checkin extends CheckinSettings {
  /** `checkin/storefront/pm/hourly`; of one that was added while the team ran, `checkin/storefront/pm/@7`. */
  readonly address: Address;
  readonly member: Address;
  /** Whether the manifest has it, or somebody added it while the team ran: only what the manifest has is removed by a change of it. */
  readonly origin: 'manifest' | 'added';
  /** Who added it, in words; absent where the manifest has it. */
  readonly by?: string;
}

/** A time at which a check-in came due, and that was not said yet. */
export interface WaitingSlot {
  /** As the schedule has it, in milliseconds since the Unix epoch. */
  readonly slot: number;
  /** How many times this one prompt stands for. */
  readonly times: number;
}

/** The latest prompt, until it has come through and its answer is no longer waited for. */
export interface Saying {
  readonly slot: number;
  readonly message: string;
  /** When it was written down. */
  readonly at: number;
  /** What was said counts as through, or as not: others may come. */
  readonly endedAt?: number;
  /** How many turns its member had begun before; absent where its tool does not tell. */
  readonly turns?: number;
  /** Until when its answer is waited for; absent where nobody waits. */
  readonly answerBy?: number;
}

/** `unknown`: nobody taught the runner to read the turns of its member's tool. */
export type CheckinAnswer = 'read' | 'missing' | 'unknown';

/** What became of a time, or of several in a row that came to nothing for one reason. */
export type CheckinRun =
  | { readonly result: 'said'; readonly slot: number; readonly at: number; readonly message: string; readonly times: number; readonly answer?: CheckinAnswer }
  | { readonly result: 'skipped'; readonly slot: number; readonly at: number; readonly because: string; readonly times: number };

/** What a member was when it was told last: by it is known that its conversation was cut short since. */
export interface ToldIn {
  readonly epoch: number;
  /** Tokens in its context; absent where its tool does not say. */
  readonly used?: number;
}

/** A check-in and how far it has come. Times are milliseconds since the Unix epoch. */
export interface CheckinRecord {
  readonly checkin: Checkin;
  readonly addedAt: number;
  /** Its intervals are counted from here: since when it has its trigger. */
  readonly anchor: number;
  /** The latest time that was dealt with: it never comes again, and no earlier one does. */
  readonly cursor: number;
  /** Oldest first. */
  readonly waiting: readonly WaitingSlot[];
  readonly saying?: Saying;
  /** The facts that were told last, as a fingerprint. */
  readonly essence?: string;
  readonly toldIn?: ToldIn;
  /** The latest, oldest first. */
  readonly runs: readonly CheckinRun[];
  /** From when on there is something to decide; absent once it is over. */
  readonly lookAt?: number;
}
