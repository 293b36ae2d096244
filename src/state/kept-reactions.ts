import type { NotifyTarget, Reaction } from '../manifest/reaction.ts';

/** What a team does when something happens, as it was applied. */
export interface KeptReactions {
  readonly rules: readonly KeptRule[];
  readonly targets: readonly KeptTarget[];
}

/** It is about what happens after the event `since`: what happened before it was there is none of its business. */
export interface KeptRule extends Reaction {
  /** The same for as long as nothing of it is changed. */
  readonly key: string;
  readonly since: number;
}

export interface KeptTarget extends NotifyTarget {
  readonly since: number;
}
