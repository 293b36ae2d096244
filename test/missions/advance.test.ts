import { describe, expect, it } from 'vitest';
import { advance, type Advance } from '../../src/missions/advance.ts';
import type { MissionSeat } from '../../src/missions/seat.ts';
import { afterDeed, isRefused, type Deed } from '../../src/missions/transition.ts';
import type { MissionsWorld } from '../../src/missions/world.ts';
import type { MissionRecord, MissionTry } from '../../src/state/mission.ts';
import type { ReceiptState } from '../../src/state/message.ts';
import { hourMs, lease, minuteMs, now, orchestrator, ready, record, seat, states, world, type Given } from './records.ts';

const cart = seat('cart');
const busy = seat('cart', { state: 'busy' });
const fresh = { ...lease, givenAt: now };

/** The result of a pass; a second one over it must change nothing. */
function pass(before: MissionsWorld): Advance {
  const result = advance(before);
  const changed = new Map(result.changed.map((one) => [one.mission.address, one]));
  const second = advance({
    ...before,
    records: before.records.map((one) => changed.get(one.mission.address) ?? one).filter(({ state }) => state.state !== 'done' && state.state !== 'failed'),
    states: { get: (address) => changed.get(address)?.state.state ?? before.states.get(address) },
    find: (address) => changed.get(address) ?? before.find(address),
  });
  expect(second).toMatchObject({ changed: [], events: [], prompts: [], withdrawn: [] });
  return result;
}

/** `cart-api: working (because)`, a line for each event. */
function told({ events }: Advance): string[] {
  return events.map(({ address, state, because }) => `${address.slice('mission/shop/'.length)}: ${state}${because === undefined ? '' : ` (${because})`}`);
}

function assigned(receipt?: ReceiptState, given: Given = {}, seats: readonly MissionSeat[] = [cart]): Advance {
  const one = record('cart-api', { state: { ...states.assigned, lease: fresh, since: now, deadline: now + 10 * minuteMs }, ...given });
  return pass(world([one], seats, { receipts: (message) => (message === states.assigned.message ? receipt : undefined) }));
}

function working(seats: readonly MissionSeat[], state: Partial<typeof states.working & { askedAt: number }> = {}, given: Given = {}, question: ReceiptState = 'acknowledged'): Advance {
  return pass(world([record('cart-api', { state: { ...states.working, ...state }, ...given })], seats, { receipts: (message) => (message.endsWith(':ask') ? question : undefined) }));
}

describe('what waits', () => {
  it('becomes ready when all that it waits for is done, and is given out in the same pass', () => {
    const result = pass(world([record('model', { state: states.done }), record('cart-api', { mission: { after: ['model'] } })], [cart], { bases: () => 'ba5e' }));
    expect(told(result)).toEqual(['cart-api: ready', 'cart-api: assigned']);
    expect(result.changed).toMatchObject([{ state: { state: 'assigned', lease: { by: cart.address, epoch: 2, conversation: 'c-2', base: 'ba5e', givenAt: now }, message: 'mission:shop/cart-api:1', deadline: now + 10 * minuteMs } }]);
    expect(result.prompts).toMatchObject([{ id: 'mission:shop/cart-api:1', to: cart.address, when: 'idle' }]);
    expect(result.nextAt).toBe(now + 10 * minuteMs);
  });

  it('waits on while one of them is not', () => {
    expect(pass(world([record('model', { state: states.working }), record('cart-api', { mission: { after: ['model'] } })], [busy])).changed).toEqual([]);
  });

  it('waits again where more was put before it, until it is given out', () => {
    expect(told(pass(world([record('model', { state: states.working }), ready('cart-api', { mission: { after: ['model'] } })], [busy, seat('search')])))).toEqual(['cart-api: waiting']);
  });

  const chain = [record('ui', { mission: { after: ['api'] } }), record('api', { mission: { after: ['model'] } }), record('docs')];

  it('is parked behind what failed, in one pass down to the last', () => {
    const result = pass(world([...chain, record('model', { state: states.failed })], []));
    expect(told(result)).toEqual(['api: parked (it waits for "shop/model", which has failed)', 'docs: ready', 'ui: parked (it waits for "shop/api", which is parked)']);
    expect(result.changed.map(({ state }) => ('behind' in state ? state.behind : undefined))).toContain('mission/shop/model');
  });

  it('goes on by itself when that is retried', () => {
    const parked = (behind: string): MissionRecord['state'] => ({ state: 'parked', since: now, because: 'it waits', behind: `mission/shop/${behind}` });
    const result = pass(world([{ ...chain[0]!, state: parked('api') }, { ...chain[1]!, state: parked('model') }, record('model')], []));
    expect(told(result)).toEqual(['api: waiting', 'model: ready', 'ui: waiting']);
  });

  it('stays parked where a person parked it, or where another is still stopped', () => {
    const one = record('cart-api', { mission: { after: ['a', 'b'] }, state: { ...states.parked, behind: 'mission/shop/a' } });
    expect(pass(world([one, record('a', { state: states.done }), record('b', { state: states.failed })], [])).changed).toEqual([]);
    expect(pass(world([record('cart-api', { state: states.parked })], [])).changed).toEqual([]);
  });

  it('fails with what failed where that says so, down to the last', () => {
    const result = pass(world([...chain, record('model', { state: states.failed, mission: { onFail: 'skip-dependants' } })], []));
    expect(told(result)).toEqual(['api: failed (it waits for "shop/model", which has failed)', 'docs: ready', 'ui: failed (it waits for "shop/api", which has failed)']);
  });

  it('is parked where what it waits for is gone', () => {
    expect(told(pass(world([record('cart-api', { mission: { after: ['gone'] } })], [cart])))).toEqual(['cart-api: parked (it waits for "shop/gone", which does not exist)']);
  });
});

describe('a prompt on its way', () => {
  it('makes it work when it was acknowledged', () => {
    expect(told(assigned('acknowledged'))).toEqual(['cart-api: working']);
  });

  it('that failed sends the mission back, and no try is counted', () => {
    const result = assigned('failed', { mission: { to: 'cart' } }, [busy]);
    expect(told(result)).toEqual(['cart-api: ready (its prompt did not reach "shop/cart")']);
    expect(result.changed).toMatchObject([{ tries: [{ result: 'lost' }] }]);
  });

  it.each<[ReceiptState | undefined, string[], number]>([[undefined, [], 0], ['held', ['mission:shop/cart-api:1'], 0], ['submitted', [], 1]])('that is %s for ten minutes is taken back', (receipt, withdrawn, stops) => {
    const one = record('cart-api', { state: { ...states.assigned, since: now - 10 * minuteMs, deadline: now } });
    const result = pass(world([one], [busy], { receipts: () => receipt }));
    expect(told(result)).toEqual(['cart-api: ready (its prompt was not acknowledged by "shop/cart" within 10m)']);
    expect(result.withdrawn).toEqual(withdrawn);
    expect(result.prompts).toHaveLength(stops);
  });

  it('has another id in each try', () => {
    const result = assigned('failed', {}, [cart, seat('search')]);
    expect(result.prompts).toMatchObject([{ id: 'mission:shop/cart-api:2', to: 'member/shop/search' }]);
  });
});

describe('a mission that nobody can have until a person does something', () => {
  const one = record('cart-api', { mission: { to: 'cart' }, state: states.ready });
  const held = seat('cart', { state: 'away', forGood: true, because: 'it is held' });

  it('says so, once, and goes to its member when that is back', () => {
    const first = pass(world([one], [held, seat('search')]));
    expect(told(first)).toEqual(['cart-api: ready (nobody can have it: "shop/cart" is held)']);
    const [stranded] = first.changed;
    expect(pass(world([stranded!], [held])).changed).toEqual([]);
    const back = pass(world([stranded!], [seat('cart')]));
    expect(told(back)).toEqual(['cart-api: assigned']);
  });

  it('says so too where nobody is left who may do it', () => {
    expect(told(pass(world([one], [seat('search')])))).toEqual(['cart-api: ready (nobody in its project may do it)']);
  });

  it('says nothing while somebody comes back by himself', () => {
    expect(pass(world([one], [seat('cart', { state: 'away', because: 'its usage limit is reached' })])).changed).toEqual([]);
  });
});

describe('a lease', () => {
  it('goes on with its conversation', () => {
    const result = working([seat('cart', { state: 'busy', epoch: 5 })]);
    expect(result.changed).toMatchObject([{ state: { state: 'working', lease: { epoch: 5, conversation: 'c-2' } } }]);
    expect(result.events).toEqual([]);
  });

  it.each<[string, readonly MissionSeat[], string]>([
    ['in another conversation', [seat('cart', { state: 'busy', epoch: 3, conversation: 'c-3' })], '"shop/cart" was started again in another conversation, as launch 3'],
    ['that is held', [seat('cart', { state: 'away', forGood: true, because: 'it is held' })], '"shop/cart" is away for good: it is held'],
    ['that left the team', [], '"shop/cart" is no longer in the team'],
  ])('ends with its member %s: the mission goes back, once, and no try is counted', (_name, seats, because) => {
    const result = working(seats);
    expect(told(result)[0]).toBe(`cart-api: ready (${because})`);
    expect(result.changed).toMatchObject([{ state: { state: 'ready' }, tries: [{ result: 'lost', because }] }]);
  });

  it('lasts through a check, whatever becomes of its member, unless that leaves the team', () => {
    const one = record('cart-api', { state: states.verifying });
    expect(pass(world([one], [seat('cart', { state: 'away', forGood: true, epoch: 3, conversation: 'c-3' })]))).toMatchObject({ changed: [], checks: [one] });
    expect(told(pass(world([one], [])))).toEqual(['cart-api: ready ("shop/cart" is no longer in the team)']);
  });

  it('is kept while its member is away, or not known yet after a restart', () => {
    const { conversation: _unknown, ...starting } = seat('cart', { epoch: 3, state: 'away' });
    expect(working([seat('cart', { state: 'away' })]).changed).toEqual([]);
    expect(working([starting]).changed).toEqual([]);
  });
});

describe('a deadline', () => {
  it('ends a try of a member that works, and tells it to stop', () => {
    const result = working([busy], { deadline: now });
    expect(told(result)).toEqual(['cart-api: ready (it was not done within 2h)']);
    expect(result.changed).toMatchObject([{ tries: [{ result: 'failed' }] }]);
    expect(result.prompts).toMatchObject([{ id: 'mission:shop/cart-api:1:stop', to: cart.address, when: 'next-turn', text: 'Stop your work on the mission shop/cart-api: it was not done within 2h. Leave what you have committed; what you say of this mission no longer counts.' }]);
  });

  it('that passes while its member is away counts for nothing', () => {
    const result = working([seat('cart', { state: 'away', because: 'its usage limit lasts until 05:00' })], { deadline: now });
    expect(told(result)).toEqual(['cart-api: ready (its time ran out while "shop/cart" was away: its usage limit lasts until 05:00)']);
    expect(result.changed).toMatchObject([{ tries: [{ result: 'lost' }] }]);
  });

  it('of a check lets it be checked again, after a pause', () => {
    const one = record('cart-api', { state: { ...states.verifying, deadline: now } });
    const result = pass(world([one], [cart]));
    expect(told(result)).toEqual(['cart-api: verifying (its check came to no end, although its commands have 10m)']);
    expect(result).toMatchObject({ checks: [], nextAt: now + 10_000 });
    expect(advance({ ...world(result.changed, [cart]), now: now + 10_000 }).checks).toEqual(result.changed);
  });
});

describe('a member that rests without a word', () => {
  const since = now - 5 * minuteMs;

  it('is asked after five minutes', () => {
    const result = working([seat('cart', { since })]);
    expect(result.changed).toMatchObject([{ state: { state: 'working', askedAt: now } }]);
    expect(result.prompts).toMatchObject([{ id: 'mission:shop/cart-api:1:ask', when: 'idle', to: cart.address }]);
    expect(result.nextAt).toBe(now + 15 * minuteMs);
    expect(working([seat('cart', { since: since + 1 })])).toMatchObject({ changed: [], nextAt: now + 1 });
  });

  it('has a quarter of an hour to answer: then the try has failed', () => {
    expect(working([seat('cart', { since })], { askedAt: now - 15 * minuteMs + 1 }).changed).toEqual([]);
    const result = working([seat('cart', { since })], { askedAt: now - 15 * minuteMs }, { mission: { retries: 0 } });
    expect(told(result)).toEqual(['cart-api: failed ("shop/cart" went idle without saying what became of it)']);
    expect(result.prompts).toEqual([]);
  });

  it.each(['failed', 'held'] as const)('because the question did not reach it (%s) has failed at nothing: the mission is given out again', (question) => {
    const result = working([seat('cart', { since })], { askedAt: now - 15 * minuteMs }, { mission: { retries: 0 } }, question);
    expect(told(result)).toEqual(['cart-api: ready ("shop/cart" went idle, and the question what became of it did not reach it)', 'cart-api: assigned']);
    expect(result.prompts).toMatchObject([{ id: 'mission:shop/cart-api:2', to: cart.address }]);
  });

  it('and that went on working since then has its five minutes again', () => {
    expect(working([seat('cart', { since: now - minuteMs })], { askedAt: now - hourMs })).toMatchObject({ changed: [], nextAt: now + 4 * minuteMs });
  });
});

describe('what failed', () => {
  const late = { state: { ...states.working, deadline: now } };

  it.each<[string, readonly MissionSeat[], string[]]>([
    ['its PM', [busy, seat('pm', { state: 'busy' }), orchestrator], ['member/shop/cart', 'member/shop/pm']],
    ['the orchestrator, where there is none', [busy, orchestrator], ['member/shop/cart', 'member/orchestrator']],
    ['nobody, where there is nobody', [busy], ['member/shop/cart']],
  ])('is told to %s', (_name, seats, to) => {
    const result = pass(world([record('cart-api', { ...late, mission: { onFail: 'escalate' } })], seats));
    expect(result.prompts.map((prompt) => prompt.to)).toEqual(to);
    expect(told(result)).toEqual(['cart-api: failed (it was not done within 2h)']);
  });

  it('that was lost, or is tried again because somebody says so, counts what its member committed for it before', () => {
    const lost: MissionTry = { by: cart.address, epoch: 1, startedAt: now - hourMs, endedAt: now - minuteMs, result: 'lost', base: 'ba5e' };
    const baseOf = (tries: readonly MissionTry[], lastEndedAt: number) => {
      const { changed } = pass(world([ready('api', { tries })], [cart], { bases: () => 'f00d', history: new Map([[cart.address, { done: 0, failed: 0, lastEndedAt }]]) }));
      return changed[0]?.state.state === 'assigned' ? changed[0].state.lease.base : undefined;
    };
    expect(baseOf([lost], lost.endedAt)).toBe('ba5e');
    expect(baseOf([lost], lost.endedAt + 1), 'where it was at something else meanwhile').toBe('f00d');
    expect(baseOf([{ ...lost, by: 'member/shop/search' }], 0), 'what another committed is on another branch').toBe('f00d');
    const { base: _, ...elsewise } = lost;
    expect(baseOf([elsewise], lost.endedAt), 'where something else was asked for').toBe('f00d');
  });

  it('is tried again from the same base: what was done already counts', () => {
    const begun = { ...states.working, lease: { ...lease, base: 'ba5e' }, deadline: now };
    const result = pass(world([record('cart-api', { state: begun })], [busy]));
    const again = pass({ ...world(result.changed, [cart]), now: now + 10_000, bases: () => 'f00d' });
    expect(again.changed).toMatchObject([{ state: { state: 'assigned', lease: { base: 'ba5e' } } }]);
  });

  it('is tried again in a new conversation: its member is to be started for that', () => {
    const result = pass(world([record('cart-api', { ...late, mission: { onFail: 'fresh' } })], [busy]));
    expect(result.freshStarts).toEqual([cart.address]);
    const again = pass({ ...world(result.changed, [seat('cart', { epoch: 3, conversation: 'c-3' })]), now: now + 10_000 });
    expect(again.freshStarts).toEqual([]);
    expect(again.prompts).toMatchObject([{ id: 'mission:shop/cart-api:2', to: cart.address }]);
  });
});

it('is pure: the same world gives the same result', () => {
  const one = world([record('a'), record('b', { mission: { after: ['a'] } }), record('c', { state: states.failed }), record('d', { mission: { after: ['c'] } })], [cart, seat('search')]);
  const copy = structuredClone(one.records);
  expect(advance(one)).toEqual(advance(one));
  expect(one.records).toEqual(copy);
});

it('a deed that another did between two passes is met by the next one', () => {
  const deeds: readonly Deed[] = [{ type: 'cancel', because: 'Ann said so' }, { type: 'park', because: 'Ann said so' }];
  for (const deed of deeds) {
    const after = afterDeed(record('model', { state: states.working }), deed, now);
    if (isRefused(after)) throw new Error(after.refused);
    expect(told(pass(world([after, record('ui', { mission: { after: ['model'] } })], [cart])))).toMatchObject([expect.stringMatching(/^ui: parked/)]);
  }
});
