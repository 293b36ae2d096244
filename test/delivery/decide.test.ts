import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, mostBegun, mostPresses, type Sight, type Ways } from '../../src/delivery/decide.ts';
import type { Receipt } from '../../src/state/message.ts';
import { seed } from '../rig/seed.ts';
import { clear, filled, http, keys, paste, receipts, typedAt, ways } from './sights.ts';

const wait = (reason: string) => ({ do: 'wait', for: reason });
const failed = (reason: string) => ({ do: 'end', as: 'failed', reason });
const proof = wait('the tool\'s own record to have it');

const ofAgent: readonly (readonly [string, Partial<Sight>])[] = [
  ['the agent to be ready', { status: 'starting' }],
  ['an answer to the question on its screen', { status: 'waiting' }],
  ['the end of its usage limit', { status: 'limited' }],
];
const ofKeys: readonly (readonly [string, Partial<Sight>])[] = [
  ['the window to leave copy mode', { inMode: true }],
  ['the other program in its window to end', { otherInFront: true }],
  ['the person who types there', { personTypes: true }],
];
const ofBox: readonly (readonly [string, Partial<Sight>])[] = [
  ['an input box that can be read', { draft: undefined }],
  ['the draft in its input box to be sent or cleared', { draft: 'half a' }],
];

describe.each(['queued', 'held'] as const)('a message that is %s', (state) => {
  test.each([['a living agent', { epoch: undefined, status: 'exited' as const }] as const, ...ofAgent, ...ofKeys, ...ofBox])('waits for %s', (reason, changes) => {
    expect(decide(receipts[state], { ...clear, ...changes }, ways())).toEqual(wait(reason));
    expect(decide(receipts[state], { ...clear, ...changes }, ways({ when: 'now' }))).toEqual(wait(reason));
    expect(decide(receipts[state], { ...clear, ...changes }, ways({ when: 'next-turn' }))).toEqual(wait(reason));
  });

  test('is typed to an idle agent', () => {
    expect(decide(receipts[state], clear, ways())).toEqual({ do: 'type' });
  });

  test('waits for the end of a turn, is queued by the tool, or ends the turn, as its sender wants', () => {
    const working: Sight = { ...clear, status: 'working' };
    expect(decide(receipts[state], working, ways())).toEqual(wait('the end of its turn'));
    expect(decide(receipts[state], working, ways({ when: 'next-turn' }))).toEqual({ do: 'type' });
    expect(decide(receipts[state], working, ways({ when: 'now' }))).toEqual({ do: 'interrupt' });
  });

  test('ends a turn once, and only later again', () => {
    const working: Sight = { ...clear, status: 'working' };
    expect(decide(receipts[state], working, ways({ when: 'now', interruptedAt: ways().now - 100 }))).toEqual(wait('the end of its turn'));
    expect(decide(receipts[state], working, ways({ when: 'now', interruptedAt: ways().now - 5000 }))).toEqual({ do: 'interrupt' });
  });

  test('waits where nothing tells what the agent does', () => {
    expect(decide(receipts[state], { ...clear, status: 'unknown' }, ways())).toEqual(wait('a sign that it is idle'));
  });

  test('goes through a tool\'s own door whatever the box, the window and the person do', () => {
    for (const [, changes] of [...ofKeys, ...ofBox]) expect(decide(receipts[state], { ...clear, ...changes }, ways({ channel: http }))).toEqual({ do: 'type' });
    for (const [reason, changes] of ofAgent) expect(decide(receipts[state], { ...clear, ...changes }, ways({ channel: http }))).toEqual(wait(reason));
  });
});

describe.each(['typing', 'typed', 'submitted'] as const)('a message of which something was typed (%s)', (state) => {
  test('has arrived once the record has it, whatever else is seen', () => {
    for (const changes of [{}, { epoch: undefined, status: 'exited' as const }, { epoch: 2 }, { status: 'waiting' as const }]) {
      expect(decide(receipts[state], { ...clear, ...changes, hasArrived: true }, ways())).toMatchObject({ do: 'end', as: 'acknowledged' });
    }
  });

  test.each([['exited', { epoch: undefined, status: 'exited' }], ['dead in its pane', { status: 'exited' }], ['another launch', { epoch: 2 }]] as const)('failed once its agent is %s', (_, changes) => {
    expect(decide(receipts[state], { ...filled, ...changes }, ways())).toEqual(failed('the agent ended before it took the text'));
  });

  test.each([...ofAgent, ...ofKeys])('is not submitted while it waits for %s', (reason, changes) => {
    expect(decide(receipts[state], { ...filled, ...changes }, ways())).toEqual(wait(reason));
  });
});

describe('a message whose runner died while it typed', () => {
  const { typing } = receipts;

  test('is submitted where the box holds all of it', () => {
    expect(decide(typing, filled, ways())).toEqual({ do: 'press' });
    expect(decide(typing, { ...filled, isTouched: true }, ways({ channel: keys }))).toEqual({ do: 'press' });
  });

  test('is submitted where nobody else can have filled the box, and a paste is whole or not at all', () => {
    const shownOtherwise: Sight = { ...filled, draft: '[Pasted text]', holdsText: false };
    expect(decide(typing, shownOtherwise, ways({ channel: paste }))).toEqual({ do: 'press' });
    expect(decide(typing, shownOtherwise, ways({ channel: keys }))).toMatchObject({ do: 'hold', reason: expect.stringContaining('not whole') });
    expect(decide(typing, { ...shownOtherwise, isTouched: true }, ways())).toMatchObject({ as: 'failed', reason: expect.stringContaining('not whole') });
  });

  test('is given the time to be drawn', () => {
    expect(decide(typing, clear, ways({ now: typedAt + 100 }))).toEqual(wait('the input box to hold the text'));
    expect(decide(typing, clear, ways())).toMatchObject({ do: 'hold' });
  });

  test.each([...ofAgent, ...ofKeys, ofBox[0]!])('may be whole where nothing can be read, and waits for %s', (reason, changes) => {
    expect(decide(typing, { ...clear, ...changes }, ways({ channel: keys }))).toEqual(wait(reason));
  });

  test('is held where it is not whole in the box, unless a person\'s keys came there, it went through a door, or it was begun too often', () => {
    const part: Sight = { ...filled, draft: 'te', holdsText: false };
    expect(decide(typing, part, ways({ channel: keys, begun: mostBegun - 1 }))).toMatchObject({ do: 'hold' });
    expect(decide(typing, part, ways({ channel: keys, begun: mostBegun }))).toMatchObject({ as: 'failed' });
    expect(decide(typing, { ...part, isTouched: true }, ways({ channel: keys }))).toMatchObject({ as: 'failed' });
    expect(decide(typing, clear, ways({ channel: http }))).toMatchObject({ as: 'failed' });
  });
});

describe('a message that is typed', () => {
  const { typed } = receipts;

  test('is submitted, also before its text is drawn', () => {
    for (const sight of [filled, clear, { ...clear, draft: undefined }]) expect(decide(typed, sight, ways())).toEqual({ do: 'press' });
  });

  test('is not submitted with what a person has typed beside it', () => {
    const mixed: Sight = { ...filled, draft: 'text and more', holdsText: false, isTouched: true };
    expect(decide(typed, mixed, ways())).toEqual(wait('the input box to hold nothing but the text'));
    expect(decide(typed, { ...filled, isTouched: true }, ways())).toEqual({ do: 'press' });
  });

  test('failed once a person took it out of the box', () => {
    const gone: Sight = { ...clear, isTouched: true };
    expect(decide(typed, gone, ways({ now: typedAt + 100 }))).toEqual(proof);
    expect(decide(typed, gone, ways())).toEqual(failed('a person took the text out of the input box'));
  });
});

describe('a message that is submitted', () => {
  const { submitted } = receipts;

  test('is looked for in the record', () => {
    expect(decide(submitted, clear, ways())).toEqual(proof);
    expect(decide(submitted, filled, ways({ now: typedAt + 100 }))).toEqual(proof);
    expect(decide(submitted, filled, ways({ channel: http }))).toEqual(proof);
  });

  test('failed once an idle agent has it nowhere for long', () => {
    const later = ways({ now: typedAt + 60_000 });
    expect(decide(submitted, clear, later)).toEqual(failed('the agent is idle, and neither its input box nor its own record has the text'));
    expect(decide(submitted, { ...clear, status: 'working' }, later)).toEqual(proof);
  });

  test('has its key pressed again while it stands in the box, three times more', () => {
    for (let presses = 1; presses < mostPresses; presses += 1) expect(decide({ ...submitted, presses }, filled, ways())).toEqual({ do: 'press' });
    expect(decide({ ...submitted, presses: mostPresses }, filled, ways())).toEqual(failed(`the text stands in the input box, and ${mostPresses} presses of Enter did not send it`));
    expect(mostPresses - 1).toBe(3);
  });

  test('does not send what a person began to write since', () => {
    expect(decide(submitted, { ...clear, draft: 'half a', isTouched: true }, ways())).toEqual(proof);
  });
});

test.each(['acknowledged', 'failed'] as const)('a message that is %s stays so', (state) => {
  expect(decide(receipts[state], filled, ways())).toMatchObject({ do: 'end', as: state });
});

const anySight: fc.Arbitrary<Sight> = fc.record({
  epoch: fc.constantFrom(undefined, 1, 2),
  status: fc.constantFrom('starting', 'working', 'idle', 'waiting', 'limited', 'exited', 'unknown'),
  draft: fc.constantFrom(undefined, '', 'text', 'other'),
  ...Object.fromEntries(['holdsText', 'inMode', 'otherInFront', 'personTypes', 'isTouched', 'hasArrived'].map((name) => [name, fc.boolean()])),
}) as fc.Arbitrary<Sight>;
const anyWays: fc.Arbitrary<Ways> = fc.record({ when: fc.constantFrom('idle', 'next-turn', 'now'), channel: fc.constantFrom(paste, keys, http), now: fc.integer({ min: typedAt, max: typedAt + 60_000 }) });

test('invariant 8: whatever is seen, nothing is typed once anything was, and no key is pressed before', () => {
  fc.assert(fc.property(fc.constantFrom<Receipt[]>(...Object.values(receipts)), anySight, anyWays, (receipt, sight, given) => {
    const move = decide(receipt, sight, given).do;
    if (receipt.state === 'queued' || receipt.state === 'held') expect(move).not.toBe('press');
    else expect(['type', 'interrupt']).not.toContain(move);
  }), { seed, numRuns: 20_000 });
});

test('invariant 7: whatever is seen, no key goes to a dead agent, a dialog, copy mode, another program or a person who types', () => {
  fc.assert(fc.property(fc.constantFrom<Receipt[]>(...Object.values(receipts)), anySight, anyWays, (receipt, sight, given) => {
    const isBad = sight.epoch === undefined || ['exited', 'starting', 'waiting', 'limited'].includes(sight.status);
    const isBadForKeys = given.channel.by !== 'http' && (sight.inMode || sight.otherInFront || sight.personTypes);
    if (isBad || isBadForKeys) expect(['wait', 'end']).toContain(decide(receipt, sight, given).do);
  }), { seed, numRuns: 20_000 });
});

describe('a tool without a record', () => {
  const weaker = { do: 'end', as: 'acknowledged', reason: expect.stringContaining('weaker') };
  const without = (changes: Partial<Ways> = {}) => ways({ hasRecord: false, ...changes });

  test('is given the key only once its box shows the text', () => {
    expect(decide(receipts.typed, filled, without())).toEqual({ do: 'press' });
    expect(decide(receipts.typed, clear, without({ now: typedAt + 100 }))).toEqual(wait('the input box to hold the text'));
    expect(decide(receipts.typed, clear, without())).toEqual(failed('the text does not appear in the input box'));
  });

  test('has taken what its box let go of, but not what a person may have taken out', () => {
    expect(decide(receipts.submitted, clear, without())).toEqual(weaker);
    expect(decide(receipts.submitted, { ...clear, isTouched: true }, without())).toEqual(proof);
    expect(decide(receipts.submitted, { ...clear, draft: undefined }, without())).toEqual(proof);
    expect(decide(receipts.submitted, filled, without())).toEqual({ do: 'press' });
  });

  test('has taken what it asks a question about, unless it was at something else before', () => {
    const asks: Sight = { ...clear, draft: undefined, status: 'waiting' };
    expect(decide(receipts.submitted, asks, without())).toEqual(weaker);
    expect(decide(receipts.submitted, asks, without({ when: 'next-turn' }))).toEqual(proof);
    expect(decide(receipts.submitted, { ...asks, holdsText: true, draft: 'text' }, without())).not.toEqual(weaker);
  });
});
