import type { WrittenRow } from '../../src/demo/session-log.ts';
import type { ReceiptState } from '../../src/state/message.ts';
import type { Addressed, Mishaps } from './mishaps.ts';

/** A message that was sent, and what its last receipt says. */
export interface Sent extends Addressed {
  readonly state: ReceiptState;
}

/** What must not be: each as the messages or prompts that it happened to. */
export interface Account {
  readonly lost: readonly string[];
  readonly unfinished: readonly string[];
  readonly doubled: readonly string[];
  readonly arrivedThoughFailed: readonly string[];
  readonly wrongPane: readonly string[];
  readonly changed: readonly string[];
  readonly dialogsAnswered: readonly string[];
}

/**
 * Holds what the agents have written down against the receipts. Texts too short to carry a name are told apart by their
 * number alone: as many must have arrived at an agent as were acknowledged.
 */
export function accountOf(sent: readonly Sent[], conversations: ReadonlyMap<string, readonly WrittenRow[]>, { sentByPerson }: Mishaps): Account {
  const arrived = countOf([...conversations].flatMap(([seat, rows]) => rows.flatMap((row) => (row.type === 'user' && !isBrief(row.text) ? [keyOf(seat, row.text)] : []))));
  const acknowledged = countOf([
    ...sent.flatMap(({ seat, text, state }) => (state === 'acknowledged' ? [keyOf(seat, text)] : [])),
    ...sentByPerson.map(({ seat, text }) => keyOf(seat, text)),
  ]);
  const failed = new Set(sent.flatMap(({ seat, text, state }) => (state === 'failed' ? [keyOf(seat, text)] : [])));
  const known = new Set(sent.map(({ text }) => text));
  const surplus = [...arrived].filter(([key, count]) => count > (acknowledged.get(key) ?? 0)).map(([key]) => key);
  // A person may lose their agent between their look and their Enter; only what coders acknowledged must have arrived.
  const promised = countOf(sent.flatMap(({ seat, text, state }) => (state === 'acknowledged' ? [keyOf(seat, text)] : [])));
  return {
    lost: [...promised].filter(([key, count]) => count > (arrived.get(key) ?? 0)).map(([key]) => key),
    unfinished: sent.filter(({ state }) => state !== 'acknowledged' && state !== 'failed').map(({ id, state }) => `${id} is ${state}`),
    doubled: surplus.filter((key) => acknowledged.has(key)),
    arrivedThoughFailed: surplus.filter((key) => !acknowledged.has(key) && failed.has(key)),
    wrongPane: surplus.filter((key) => !acknowledged.has(key) && !failed.has(key) && known.has(textOf(key))),
    changed: surplus.filter((key) => !acknowledged.has(key) && !failed.has(key) && !known.has(textOf(key))),
    dialogsAnswered: [...conversations.values()].flat().flatMap((row) => (row.type === 'tool' && row.text.startsWith('Ask(') && !row.failed ? [row.text] : [])),
  };
}

function isBrief(text: string): boolean {
  return text.startsWith('You are agent-');
}

function keyOf(seat: string, text: string): string {
  return `${seat} ${text}`;
}

function textOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

function countOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
