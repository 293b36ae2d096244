import type { MissionSettings } from './mission.ts';

/** How grave something is that happens, from the least. */
export const severities = ['info', 'warning', 'error'] as const;
export type Severity = (typeof severities)[number];

/** So often within a time. */
export interface Rate {
  readonly count: number;
  readonly everyMs: number;
}

/** What is done when something happens to a team. */
export interface Reaction {
  /** The name of what happens: `mission.failed`. */
  readonly on: string;
  /** The project that it is written in: then it is about nothing else, and names are meant in it. */
  readonly project?: string;
  readonly only: EventMatch;
  readonly atMost: Rate;
  /** In the order in which they are decided. */
  readonly steps: readonly ReactionStep[];
}

/** Which of what happens is meant, by patterns of names in which `*` stands for any text: one of each list that is given fits. */
export interface EventMatch {
  readonly project?: readonly string[];
  readonly member?: readonly string[];
  readonly mission?: readonly string[];
}

/** Texts may hold the placeholders of `eventFields`, and of `ownEventFields`. */
export type ReactionStep =
  | { readonly type: 'message'; readonly to: string; readonly text: string }
  | { readonly type: 'mission'; readonly name?: string; readonly project?: string; readonly settings: MissionSettings }
  /** A command line for a shell has one word. */
  | { readonly type: 'command'; readonly words: readonly string[]; readonly shell: boolean; readonly directory: string; readonly timeoutMs: number }
  /** As grave as the event, unless it says otherwise. */
  | { readonly type: 'notify'; readonly to: string; readonly text?: string; readonly severity?: Severity }
  | { readonly type: 'pause'; readonly what: 'member' | 'team' };

/** Where news go. */
export interface NotifyTarget {
  readonly name: string;
  readonly by: NotifyWay;
  /** All that is as grave is sent there; without it, only what `on` sends. */
  readonly severity?: Severity;
  readonly quietHours?: DailyHours;
  /** The same of the same is sent once within this time, in milliseconds. */
  readonly sameWithinMs: number;
}

export type NotifyWay =
  | { readonly type: 'desktop' }
  | { readonly type: 'webhook'; readonly url: string; readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly json?: Json }
  | { readonly type: 'command'; readonly words: readonly string[]; readonly directory: string };

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Two cron expressions, each of one time a day. */
export interface DailyHours {
  readonly start: string;
  readonly stop: string;
  /** Such as `Europe/Berlin`; the machine's when absent. */
  readonly timezone?: string;
}

/** What holds where nothing is said; the schema says the same. */
export const usualReaction = {
  atMost: { count: 10, everyMs: 3_600_000 },
  commandTimeoutMs: 5 * 60_000,
  sameWithinMs: 10 * 60_000,
} as const;

/** What is known of everything that happens; empty where it has none. */
export const eventFields = ['event', 'id', 'at', 'severity', 'team', 'project', 'member', 'mission', 'because', 'title', 'text'] as const;
export type EventField = (typeof eventFields)[number];

/** What only some of it has, as `coders events --json` has it. */
export const ownEventFields = ['account', 'cause', 'commit', 'conversation', 'detail', 'done', 'epoch', 'from', 'host', 'how', 'into', 'kind', 'mail', 'message', 'outcome', 'reason', 'ref', 'retry_at', 'since', 'state', 'status', 'tag', 'until', 'what'] as const;
