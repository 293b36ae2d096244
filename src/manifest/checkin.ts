/** When a check-in is due: by a cron expression, every so often, or at one time, in milliseconds since the Unix epoch. */
export type Trigger = { readonly cron: string } | { readonly everyMs: number } | { readonly at: number };

/** What holds a check-in together, with everything spelled out. */
export interface CheckinSettings {
  readonly trigger: Trigger;
  /** Of its cron expression, `between` and `expires`; the machine's when absent. */
  readonly timezone?: string;
  readonly note: string;
  /** The text around the note and the facts. */
  readonly template: string;
  /** `idle`: it waits for the end of a turn; `any`: it may also go into the tool's own queue. */
  readonly only: 'idle' | 'any';
  /** What becomes of the times at which nobody looked: the machine slept, or the team was paused. */
  readonly missed: 'skip' | 'once' | 'all';
  /** What becomes of a time at which the one before is not through yet. */
  readonly overlap: 'skip' | 'queue' | 'coalesce';
  /** It comes later than its time by up to so much, always by the same at the same time. 0 where it is punctual. */
  readonly jitterMs: number;
  /** Times of day: `22:00-07:00`. The second is no part of it. */
  readonly between?: string;
  /** A moment, or how long after it was added. From then on it never comes. */
  readonly expires?: string;
  /** Only where there is something new to tell since the last time. */
  readonly whenChanged: boolean;
  /** How long its member has for an answer. */
  readonly answerWithinMs?: number;
  /** Its member's superior is told where there is none in that time. */
  readonly to?: 'parent';
}

export interface ManifestCheckin extends CheckinSettings {
  /** The place in its list, from 1, where a person gave it no name. */
  readonly name: string;
}

/** What may stand in braces in a note: facts, each measured when it is told. */
export const notePlaceholders = ['statuses', 'commits', 'missions', 'failing', 'unread', 'reports', 'facts'] as const;

/** What holds where the manifest says nothing; the schema says the same. */
export const usualCheckin = { only: 'idle', missed: 'once', overlap: 'skip', jitterMs: 0, whenChanged: false } as const;
