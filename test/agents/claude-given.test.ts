import { expect, test } from 'vitest';
import { claudeEvidence } from '../../src/agents/claude/evidence.ts';
import { verdictOf } from '../../src/health/verdict.ts';

const prompted = (at: string, source = 'typed') => ({ type: 'user', timestamp: at, promptSource: source, message: { content: 'Go on.' } });
const queue = (operation: string, at: string) => ({ type: 'queue-operation', operation, timestamp: at, ...(operation === 'enqueue' ? { content: 'Go on.' } : {}) });
const ended = (at: string) => ({ type: 'system', subtype: 'turn_duration', timestamp: at });
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Claude Code called itself `session` at second 10; its record has these rows. */
function statusOf(session: string, rows: readonly object[], now = 20_000): string {
  const record = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const file = (text: string) => ({ text, writtenAt: 10_000, end: { path: '/somewhere', bytes: text.length } });
  const evidence = claudeEvidence({ title: '✳ Cart', files: { session: file(JSON.stringify({ status: session })), record: file(record) } });
  return verdictOf(evidence, now).reading.status;
}

test('whoever was given a prompt since it called itself idle works, also where the prompt waits for the end of a turn', () => {
  expect(statusOf('idle', [ended(at(9)), prompted(at(11))])).toBe('working');
  expect(statusOf('idle', [ended(at(9)), queue('enqueue', at(11))])).toBe('working');
});

test('what it calls itself holds where it stays with that', () => {
  expect(statusOf('idle', [ended(at(9)), prompted(at(11))], 21_001)).toBe('idle');
  expect(statusOf('idle', [ended(at(9)), prompted(at(11))], 10_999), 'by a clock that was set back').toBe('idle');
});

test('what it calls itself after a prompt holds', () => {
  expect(statusOf('idle', [prompted(at(9))])).toBe('idle');
  expect(statusOf('waiting', [prompted(at(11))])).toBe('waiting');
});

test('a prompt that the person took out of the queue makes nobody work', () => {
  expect(statusOf('idle', [ended(at(9)), queue('enqueue', at(11)), queue('popAll', at(12))])).toBe('idle');
  expect(statusOf('idle', [ended(at(9)), queue('enqueue', at(11)), queue('dequeue', at(12)), prompted(at(12), 'queued')])).toBe('working');
});
