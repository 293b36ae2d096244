import type { Channel } from '../../src/agents/delivery.ts';
import type { Sight, Ways } from '../../src/delivery/decide.ts';
import type { Receipt } from '../../src/state/message.ts';

/** An idle agent in its first launch, with an empty box and nobody near it. */
export const clear: Sight = {
  epoch: 1, status: 'idle', draft: '', holdsText: false, inMode: false, otherInFront: false, personTypes: false, isTouched: false, hasArrived: false,
};

/** The same once the text stands in its box. */
export const filled: Sight = { ...clear, draft: 'text', holdsText: true };

export const paste: Channel = { by: 'paste', submit: { key: 'Enter', afterMs: 20, againAfterMs: 1500 } };
export const keys: Channel = { by: 'keys', piece: 10, pauseMs: 5, submit: { key: 'C-m', afterMs: 20, againAfterMs: 1500 } };
export const http: Channel = { by: 'http', requests: () => [] };

export const typedAt = 1_000_000;

/** Long enough after the typing for the tool to have done with a key what it does. */
export const ways = (changes: Partial<Ways> = {}): Ways => ({ when: 'idle', channel: paste, now: typedAt + 10_000, ...changes });

const typed = { at: typedAt, epoch: 1, hands: '-', recordEnd: { path: '/record', bytes: 10 } };

/** One receipt of each state. */
export const receipts = {
  queued: { state: 'queued', at: typedAt },
  held: { state: 'held', at: typedAt, reason: 'it waits for a living agent' },
  typing: { state: 'typing', ...typed },
  typed: { state: 'typed', ...typed },
  submitted: { state: 'submitted', ...typed, presses: 1 },
  acknowledged: { state: 'acknowledged', at: typedAt, by: 'the record' },
  failed: { state: 'failed', at: typedAt, reason: 'it ended' },
} as const satisfies Record<Receipt['state'], Receipt>;
