import type { Address } from './address.ts';

/** When text may reach its member: at rest; by the tool's own queue while it works; or at once, ending the present turn. */
export type When = 'idle' | 'next-turn' | 'now';

/** Text for a member. The id is the sender's: the same id again is the same message, and is never sent twice. */
export interface Message {
  readonly id: string;
  readonly team: string;
  readonly to: Address;
  readonly text: string;
  readonly when: When;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * How far a message has come.
 *
 *   queued ──▶ typing ──▶ typed ──▶ submitted ──▶ acknowledged
 *     │        ▲ │  │       │           │
 *     └─▶ held ┘ ┘  └───────┴───────────┴──▶ failed
 *
 * `typing` is kept before the first keystroke: from there on the text is never sent again, whatever happens. `held` is
 * a message that nobody was told anything of: it found no moment in its time, tmux refused the first keystroke because
 * something had changed since the look, or the runner died as it typed, and no whole text came of that. It may be sent on.
 */
export type Receipt =
  | { readonly state: 'queued'; readonly at: number }
  | { readonly state: 'held'; readonly at: number; readonly reason: string }
  | (Typed & { readonly state: 'typing' | 'typed' })
  | (Typed & { readonly state: 'submitted'; /** How often the submit key was pressed. */ readonly presses: number })
  | { readonly state: 'acknowledged'; readonly at: number; readonly by: string }
  | { readonly state: 'failed'; readonly at: number; readonly reason: string };

/** What is kept of the moment of typing. */
export interface Typed {
  readonly at: number;
  /** The launch it was typed into. */
  readonly epoch: number;
  /** What told apart whether a person's keys came into the window: another now means that some may have. */
  readonly hands: string;
  /** How long the tool's record was before, 0 bytes where there was none: the message is looked for behind that. */
  readonly recordEnd: { readonly path: string; readonly bytes: number };
}

export type ReceiptState = Receipt['state'];

/** Nothing follows on it: its text has arrived, or never will. */
export function isFinal(state: ReceiptState | undefined): state is 'acknowledged' | 'failed' {
  return state === 'acknowledged' || state === 'failed';
}
