import { expect, test } from 'vitest';
import { eventJson, eventPhrases, eventText } from '../../src/cli/reporters/events.ts';
import { readDocument, schemaOf } from '../e2e/cli/documents.ts';
import { sampleEvents } from './samples.ts';

const recorded = Object.values(sampleEvents).map((event, index) => ({ ...event, id: index + 1, team: 'shop', at: 60_000 }));

test('the schema, the words and the union of events name the same types', () => {
  const { oneOf } = schemaOf('events') as { oneOf: { properties: { type: { const: string } } }[] };
  const inSchema = oneOf.map(({ properties }) => properties.type.const).sort();
  expect(inSchema).toEqual(Object.keys(sampleEvents).sort());
  expect(Object.keys(eventPhrases).sort()).toEqual(inSchema);
});

test.each(recorded)('$type is as the schema says, with every field that it can have', (event) => {
  expect(readDocument('events', JSON.stringify(eventJson(event)))).toMatchObject({ type: event.type, at: '1970-01-01T00:01:00.000Z' });
});

test('each event is one line: when, the team, whom it happened to, and what it was', () => {
  expect(recorded.map((event) => eventText(event, false).replace('1970-01-01T00:01:00.000Z  shop  ', ''))).toMatchInlineSnapshot(`
    [
      "apply began, with 5 steps",
      "apply ended: converged",
      "store/cart  launch 3 started, its conversation goes on: its program had ended",
      "store/cart  launch 3 closed: the manifest has no such member",
      "store/cart  worktree made at /work/cart: not made yet",
      "store/cart  work saved to refs/coders/saved/1 (0123456789ab)",
      "store/cart  step failed: There is no program.",
      "taken down",
      "store/cart  launch 3 ready for its first prompt",
      "store/cart  its program ended, a crash: exited with code 1",
      "store/cart  started again in 4s, after 2 crashes",
      "store/cart  quarantined until a person restarts it: it crashed 5 times in 10m",
      "store/cart  held: a person closed its window",
      "store/cart  released from its hold",
      "store/cart  parked until 1970-01-01T01:00:00.000Z: the usage limit of claude",
      "store/cart  woken: its limit has ended",
      "store/cart  stuck for 1m: it was asked how far it is",
      "store/cart  context nearly full: 90% of 200000 tokens",
      "store/cart  holds 4.61 GB (PSS), and may hold 4 GB: it is started again, with its conversation",
      "store/cart  now waiting (a permission: npm test)",
      "store/cart  otherwise than the manifest: fingerprint differs: model; waits for the end of its turn",
      "store/cart  message first is acknowledged",
      "store/pm/hourly  check-in skipped (due 2023-11-14T22:13:20.000Z): nothing is new since the last time",
      "store/cart-api  mission ready, store/cart: npm test fails",
      "question k3f9qa from store/cart to all, in answer to b2c3d4",
      "store/cart  a message to store/pm is not sent: 10 messages within 1m are as many as one member may send",
      "store/cart  work uncommitted for 1m: it is told to commit it",
      "store/cart  commit 0123456789 is sent back: it changes 12 files, and 10 are allowed",
      "store/cart-api  conflicts with main: both change page.txt; store/cart-api-merge puts it right",
      "store/cart-api  tagged stable-cart-api-2026-11-21 (0123456789)",
      "on mission.failed (event 12): command ./tell.sh, failed: it exits with 1",
      "phone is not told yet: shop: mission store/cart-api has failed (it answers 503)",
      "kept by the supervisor: it was applied",
      "no longer kept by the supervisor: it was taken down",
      "paused: a person paused it",
      "resumed",
      "could not be looked at, and nothing was changed: tmux has not answered for 20 seconds.",
      "goes on alone, Redis is away: Redis at 127.0.0.1:6379 refuses connections.",
      "Redis is back",
      "nothing is heard of the host beta for 1m 1s: its missions are taken back",
      "the host beta is heard of again",
    ]
  `);
});

test('a line break in what somebody said does not make two lines', () => {
  expect(eventText({ ...sampleEvents['step-failed'], reason: 'one\n\u001b[2Jtwo', id: 1, team: 'shop', at: 0 }, false)).toBe('1970-01-01T00:00:00.000Z  shop  store/cart  step failed: one [2Jtwo');
});
