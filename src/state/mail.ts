import type { Address } from './address.ts';

/** What kind of message it is: what its reader is to make of it. */
export const mailTypes = ['status', 'question', 'answer', 'task-complete', 'handoff', 'insight'] as const;

export type MailType = (typeof mailTypes)[number];

/** Who writes and who is written to: a member by its address, or whoever runs the team. */
export type Correspondent = Address | typeof person;

/** The person who runs the team: has no address, and is no prompt's reader. */
export const person = 'person';

/** What somebody of a team says to others of it. How it gets to each is told by the message that carries it. */
export interface Mail {
  /** Short, so that an agent can repeat it. Never used twice in a team. */
  readonly id: string;
  readonly team: string;
  readonly from: Correspondent;
  readonly to: readonly Correspondent[];
  /** What was written to, where that is not one reader's name: `role:tester`, `project:storefront`, `all`. */
  readonly channel?: string;
  readonly type: MailType;
  readonly text: string;
  /** The mail that it answers. */
  readonly replyTo?: string;
  /** How many it goes back to through what each answers; 0 for a first word. */
  readonly depth: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}
