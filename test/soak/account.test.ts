import { expect, test } from 'vitest';
import type { WrittenRow } from '../../src/demo/session-log.ts';
import { accountOf, type Sent } from './account.ts';
import { noMishaps } from './mishaps.ts';

const at = '2026-01-01T00:00:00.000Z';
const took = (...texts: readonly string[]): WrittenRow[] => texts.map((text) => ({ at, type: 'user', text }));
const sent: readonly Sent[] = [
  { id: 'm1', seat: 'shop/a', text: 'm1 one', state: 'acknowledged' },
  { id: 'm2', seat: 'shop/a', text: 'm2 two', state: 'failed' },
  { id: 'm3', seat: 'shop/b', text: '-', state: 'acknowledged' },
];
const account = (a: readonly WrittenRow[], b: readonly WrittenRow[], messages = sent) =>
  Object.fromEntries(Object.entries(accountOf(messages, new Map([['shop/a', a], ['shop/b', b]]), noMishaps())).filter(([, found]) => found.length > 0));

test('nothing is found where all that was acknowledged arrived once, and no more', () => {
  expect(account(took('You are agent-1, …', 'm1 one'), took('-'))).toEqual({});
});

test.each([
  ['lost', took(), took('-')],
  ['doubled', took('m1 one', 'm1 one'), took('-')],
  ['arrivedThoughFailed', took('m1 one', 'm2 two'), took('-')],
  ['wrongPane', took('m1 one'), took('-', 'm1 one')],
  ['changed', took('m1 one', 'm2 twoperson 1'), took('-')],
  ['dialogsAnswered', [...took('m1 one'), { at, type: 'tool', text: 'Ask(echo)', result: 'No output.' } as const], took('-')],
])('%s is found', (what, a, b) => {
  expect(Object.keys(account(a, b))).toEqual([what]);
});

test('a message without an end is found', () => {
  expect(account(took('m1 one'), took('-'), [...sent, { id: 'm4', seat: 'shop/a', text: 'm4', state: 'typed' }])).toEqual({ unfinished: ['m4 is typed'] });
});
