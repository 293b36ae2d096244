import type { Address } from './address.ts';
import type { Correspondent, MailType } from './mail.ts';
import type { ReceiptState } from './message.ts';
import type { MissionStateName } from './mission.ts';
import type { MemoryHeld } from './process-figures.ts';

/** Something that happened to a team. Kept in the store, in order. */
export type TeamEvent =
  | { readonly type: 'apply-started'; readonly steps: number }
  | { readonly type: 'apply-ended'; readonly outcome: string }
  | { readonly type: 'launched'; readonly address: Address; readonly epoch: number; readonly conversation: string; readonly cause: string; readonly resumed: boolean }
  | { readonly type: 'closed'; readonly address: Address; readonly epoch: number; readonly conversation: string; readonly cause: string }
  | { readonly type: 'worktree-changed'; readonly address: Address; readonly what: string; readonly cause: string }
  | { readonly type: 'work-saved'; readonly address: Address; readonly ref: string; readonly commit: string }
  | { readonly type: 'step-failed'; readonly address: Address; readonly reason: string }
  | { readonly type: 'down' }
  | CareEvent
  | CheckinEvent
  | MissionEvent
  | MailEvent
  | BranchEvent
  | ReactionEvent
  | SupervisorEvent;

/** A mission has come to a state, or is gone with its line in the manifest. `because` is absent where that says all. */
export type MissionEvent = { readonly type: 'mission'; readonly address: Address; readonly state: MissionStateName | 'withdrawn'; readonly by?: Address; readonly because?: string };

/** What members and people wrote to each other; how it reached each is told by the messages that carried it. */
export type MailEvent =
  | { readonly type: 'mail'; readonly mail: string; readonly from: Correspondent; readonly to: readonly Correspondent[]; readonly kind: MailType; readonly channel?: string; readonly replyTo?: string }
  /** It was not sent, since it was one too many. Told once for a while, however many more there are. */
  | { readonly type: 'mail-damped'; readonly address: Address; readonly to: readonly Correspondent[]; readonly rule: string; readonly because: string };

/** What the runner saw of branches, or did with them. */
export type BranchEvent =
  /** Work of a member's was there since then without being committed, and this was done about it. */
  | { readonly type: 'uncommitted'; readonly address: Address; readonly since: number; readonly done: string }
  | { readonly type: 'commit-refused'; readonly address: Address; readonly commit: string; readonly because: string }
  /** What was accepted is in the branch now, at `commit`; or it is not, and why. `by` is the mission that puts it right. */
  | { readonly type: 'merge'; readonly address: Address; readonly into: string; readonly state: 'merged' | 'conflict' | 'failed' | 'waiting'; readonly commit: string; readonly because?: string; readonly by?: Address }
  | { readonly type: 'tagged'; readonly address: Address; readonly tag: string; readonly commit: string };

/** What became of a time of a check-in, or of it as a whole. `due` is that time; `because` is absent where the state says all. */
export type CheckinEvent =
  | { readonly type: 'checkin'; readonly address: Address; readonly state: 'told' | 'skipped' | 'answered' | 'unanswered' | 'unknown'; readonly due: number; readonly because?: string }
  | { readonly type: 'checkin'; readonly address: Address; readonly state: 'added' | 'changed' | 'cancelled'; readonly because?: string };

/** What the supervisor saw of a member, or did for it. */
export type CareEvent =
  /** It is ready for its first prompt after a launch. */
  | { readonly type: 'ready'; readonly address: Address; readonly epoch: number }
  /** Its program ended; `how` in words, `kind` as it is judged. */
  | { readonly type: 'ended'; readonly address: Address; readonly epoch: number; readonly kind: EndKind; readonly how: string }
  /** It is started again then, after a crash. No event has an `at` of its own: that is when it was recorded. */
  | { readonly type: 'retry-planned'; readonly address: Address; readonly retryAt: number; readonly crashes: number }
  | { readonly type: 'quarantined'; readonly address: Address; readonly because: string }
  | { readonly type: 'held'; readonly address: Address; readonly because: string }
  | { readonly type: 'released'; readonly address: Address }
  /** `until` is absent where nothing tells when the limit ends. */
  | { readonly type: 'parked'; readonly address: Address; readonly account: string; readonly until?: number }
  | { readonly type: 'woken'; readonly address: Address; readonly because: string }
  /** It works without a sign of life, and this was done about it. */
  | { readonly type: 'stuck'; readonly address: Address; readonly since: number; readonly done: string }
  | { readonly type: 'context-nearly-full'; readonly address: Address; readonly used: number; readonly window: number }
  /** It and all that it started hold more memory than the team's limit, in bytes, and this was done about it. */
  | { readonly type: 'over-memory-limit'; readonly address: Address; readonly bytes: number; readonly measure: MemoryHeld['measure']; readonly limit: number; readonly done: string }
  /** It is something else now: `working`, `idle`, `waiting`, …; or `unresponsive`, and `responsive` again. */
  | { readonly type: 'health'; readonly address: Address; readonly status: string; readonly detail?: string }
  /** It is otherwise than the team's manifest wants, and what that waits for. */
  | { readonly type: 'drift'; readonly address: Address; readonly cause: string; readonly waitsFor?: string }
  | { readonly type: 'message'; readonly address: Address; readonly message: string; readonly state: ReceiptState };

/** How the end of a program is judged. */
export type EndKind = 'clean' | 'crash' | 'limit' | 'context-full' | 'auth' | 'killed-by-a-person' | 'lost-with-its-server';

/** What became of something that was to be done because of another event. */
export type ReactionEvent =
  /** By the name and the number of that event. `output` is the end of what a command printed. */
  | { readonly type: 'reaction'; readonly on: string; readonly event: number; readonly did: string; readonly state: 'done' | 'skipped' | 'failed'; readonly because?: string; readonly output?: string }
  /** A target was told something, or could not be: `late` where it is tried again. */
  | { readonly type: 'notified'; readonly target: string; readonly what: string; readonly state: 'sent' | 'late' | 'failed'; readonly because?: string };

export type SupervisorEvent =
  | { readonly type: 'keeping'; readonly because: string }
  | { readonly type: 'let-go'; readonly because: string }
  | { readonly type: 'paused'; readonly because: string }
  | { readonly type: 'resumed' }
  /** A pass failed to look at the world: nothing was changed. */
  | { readonly type: 'look-failed'; readonly reason: string }
  /** The Redis that the team's hosts have in common does not answer; or does again. */
  | { readonly type: 'redis-away'; readonly because: string }
  | { readonly type: 'redis-back' }
  /** Another host of the team has not been heard of for so long that its missions are taken back; or is heard of again. */
  | { readonly type: 'host-lost'; readonly host: string; readonly silentMs: number }
  | { readonly type: 'host-back'; readonly host: string };

export type RecordedEvent = TeamEvent & {
  /** Grows with each event of the store. */
  readonly id: number;
  readonly team: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
};
