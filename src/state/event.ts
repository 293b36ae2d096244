import type { Address } from './address.ts';

/** Something that happened to a team. Kept in the store, in order. */
export type TeamEvent =
  | { readonly type: 'apply-started'; readonly steps: number }
  | { readonly type: 'apply-ended'; readonly outcome: string }
  | { readonly type: 'launched'; readonly address: Address; readonly epoch: number; readonly conversation: string; readonly cause: string; readonly resumed: boolean }
  | { readonly type: 'closed'; readonly address: Address; readonly epoch: number; readonly conversation: string; readonly cause: string }
  | { readonly type: 'worktree-changed'; readonly address: Address; readonly what: string; readonly cause: string }
  | { readonly type: 'work-saved'; readonly address: Address; readonly ref: string; readonly commit: string }
  | { readonly type: 'step-failed'; readonly address: Address; readonly reason: string }
  | { readonly type: 'down' };

export type RecordedEvent = TeamEvent & {
  readonly team: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
};
