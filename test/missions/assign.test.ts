import { describe, expect, it } from 'vitest';
import { assign, assignmentWords } from '../../src/missions/assign.ts';
import { handOut } from '../../src/missions/hand-out.ts';
import type { Situation } from '../../src/missions/merits.ts';
import { inQueueOrder } from '../../src/missions/queue.ts';
import type { MissionSeat } from '../../src/missions/seat.ts';
import { tiersAbove } from '../../src/missions/model-tier.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { hourMs, minuteMs, now, orchestrator, ready, seat } from './records.ts';

const again = { by: 'member/shop/cart', because: 'npm test ended with 1', fresh: false, conversation: 'c-2' };

function situation(seats: readonly MissionSeat[], given: Partial<Situation> = {}): Situation {
  return { seats, history: new Map(), doneBy: () => undefined, now, ...given };
}

function words(records: readonly MissionRecord[], where: Situation): string {
  return `\n${assign(inQueueOrder(records), where).map(assignmentWords).join('\n')}\n`;
}

/** `cart-api: cart`, a line each. */
function given(records: readonly MissionRecord[], where: Situation): string[] {
  return [...handOut(inQueueOrder(records), where)].map(([mission, { name }]) => `${mission.slice('mission/shop/'.length)}: ${name}`).sort();
}

describe('who gets a mission', () => {
  it('goes first to a member whose model is the one that such work asks for, where it asks for one', () => {
    const seats = [seat('cart', { model: 'haiku' }), seat('search', { model: 'sonnet' }), seat('type', { model: 'opus' })];
    const work = { 'mission/shop/any': {}, 'mission/shop/read': { type: 'extraction' }, 'mission/shop/judge': { type: 'review' }, 'mission/shop/join': { type: 'synthesis' }, 'mission/shop/now': { priority: 'critical' } } as const;
    const chosen = Object.entries(work).map(([address, mission]) => given([ready(address.slice('mission/shop/'.length), { mission })], situation(seats))[0]);
    expect(chosen).toEqual(['any: cart', 'read: cart', 'judge: search', 'join: type', 'now: type']);
    expect(words([ready('now', { mission: { priority: 'critical' } })], situation(seats.slice(1)))).toMatchInlineSnapshot(`
      "
      shop/now goes to shop/type.
        shop/type gets it: its model is opus, as critical work asks for; nothing is known of its success yet; it has rested for 1h.
        shop/search could have it: nothing is known of its success yet; it has rested for 1h.
      "
    `);
  });

  it('goes first to a member with the model that the mission itself names, before all else; and by the table of the team where it names none', () => {
    const seats = [seat('cart', { model: 'haiku' }), seat('search', { model: 'sonnet' }), seat('type', { model: 'opus' })];
    const doneByCart = { ...situation(seats), doneBy: () => 'member/shop/cart' };
    expect(words([ready('page', { mission: { model: 'opus', type: 'review', after: ['api'] } })], doneByCart)).toContain('shop/page goes to shop/type.\n  shop/type gets it: its model is opus, as this asks for; ');
    expect(given([ready('page', { mission: { model: 'gpt-5', type: 'review' } })], situation(seats)), 'a model that nobody has decides nothing').toEqual(['page: cart']);
    const tiers = tiersAbove([{ priority: 'high', tier: 'opus' }, { type: 'review', tier: 'haiku' }]);
    expect(given([ready('a', { mission: { type: 'review' } })], { ...situation(seats), tiers })).toEqual(['a: cart']);
    expect(words([ready('a', { mission: { priority: 'high', type: 'review' } })], { ...situation(seats), tiers })).toContain('shop/type gets it: its model is opus, as high work asks for');
  });

  it('is any engineer of its project that is free, where nobody is named', () => {
    const seats = [orchestrator, seat('pm'), seat('cart'), seat('search', { state: 'busy' }), seat('pay', { state: 'away', because: 'its usage limit lasts until 05:00' }), seat('blog', { project: 'site', address: 'member/site/blog' })];
    expect(words([ready('cart-api')], situation(seats))).toMatchInlineSnapshot(`
      "
      shop/cart-api goes to shop/cart.
        shop/cart gets it: nothing is known of its success yet; it has rested for 1h.
        shop/pay cannot have it now: its usage limit lasts until 05:00.
        shop/search cannot have it now: it works at something else.
        shop/pm may not have it: it goes to any engineer.
      "
    `);
  });

  it('is the one that is named, or one of its copies', () => {
    const seats = [seat('search-1', { state: 'busy' }), seat('search-2'), seat('search-engine'), seat('search-02'), seat('cart')];
    expect(words([ready('index', { mission: { to: 'search' } })], situation(seats))).toMatchInlineSnapshot(`
      "
      shop/index goes to shop/search-2.
        shop/search-2 gets it: nothing is known of its success yet; it has rested for 1h.
        shop/search-1 cannot have it now: it works at something else.
        shop/cart may not have it: it goes to "search".
        shop/search-02 may not have it: it goes to "search".
        shop/search-engine may not have it: it goes to "search".
      "
    `);
    expect(given([ready('index', { mission: { to: 'search' } })], situation([seat('search'), seat('search-1', { since: 0 })]))).toEqual(['index: search']);
  });

  it('is one of the role that is asked for, the PM included', () => {
    const seats = [seat('pm'), seat('cart'), seat('search', { role: 'tester' })];
    expect(words([ready('read', { mission: { role: 'analyst' } }), ready('try', { mission: { role: 'tester' } }), ready('draw', { mission: { role: 'designer' } })], situation(seats))).toMatchInlineSnapshot(`
      "
      shop/draw stays in the queue: nobody in its project may do it.
        shop/cart may not have it: it asks for the role "designer", and this one is "coder".
        shop/pm may not have it: it asks for the role "designer", and this one is "analyst".
        shop/search may not have it: it asks for the role "designer", and this one is "tester".
      shop/read goes to shop/pm.
        shop/pm gets it: nothing is known of its success yet; it has rested for 1h.
        shop/cart may not have it: it asks for the role "analyst", and this one is "coder".
        shop/search may not have it: it asks for the role "analyst", and this one is "tester".
      shop/try goes to shop/search.
        shop/search gets it: nothing is known of its success yet; it has rested for 1h.
        shop/cart may not have it: it asks for the role "tester", and this one is "coder".
        shop/pm may not have it: it asks for the role "tester", and this one is "analyst".
      "
    `);
  });

  it('is who it was handed to, whatever its role', () => {
    const record = ready('cart-api', { mission: { to: 'cart', role: 'coder' }, handedOff: { to: 'search', afterTries: 2 } });
    expect(given([record], situation([seat('cart'), seat('search', { role: 'tester' })]))).toEqual(['cart-api: search']);
  });
});

describe('of several who may have it', () => {
  const seats = [seat('cart', { since: now - minuteMs }), seat('search', { since: now - hourMs }), seat('pay', { since: now - 2 * hourMs })];
  const record = ready('cart-ui', { mission: { after: ['cart-api'] } });

  it('the one that did what it builds on is preferred, before success', () => {
    const history = new Map([['member/shop/cart', { done: 1, failed: 3, lastEndedAt: 0 }], ['member/shop/search', { done: 4, failed: 0, lastEndedAt: 0 }]]);
    expect(words([record], situation(seats, { history, doneBy: () => 'member/shop/cart' }))).toMatchInlineSnapshot(`
      "
      shop/cart-ui goes to shop/cart.
        shop/cart gets it: it did the mission that this builds on; 1 of its 4 tries were done; it has rested for 1m.
        shop/search could have it: it did not do the mission that this builds on; 4 of its 4 tries were done; it has rested for 1h.
        shop/pay could have it: it did not do the mission that this builds on; nothing is known of its success yet; it has rested for 2h.
      "
    `);
  });

  it('then the more successful one, then the one that did less, then the one that rests for longest, then by name', () => {
    const with_ = (...entries: [string, number, number][]): Situation['history'] => new Map(entries.map(([name, done, failed]) => [`member/shop/${name}`, { done, failed, lastEndedAt: 0 }]));
    expect(given([record], situation(seats, { history: with_(['cart', 3, 0], ['pay', 0, 1]) }))).toEqual(['cart-ui: cart']);
    expect(given([record], situation(seats, { history: with_(['cart', 1, 1], ['pay', 2, 2]) }))).toEqual(['cart-ui: search']);
    expect(given([record], situation(seats))).toEqual(['cart-ui: pay']);
    expect(given([record], situation(seats.map((one) => ({ ...one, since: now }))))).toEqual(['cart-ui: cart']);
  });

  it('one with which it was lost comes after those with which it was not', () => {
    const lost = { by: 'member/shop/pay', epoch: 1, startedAt: now, endedAt: now, result: 'lost' } as const;
    expect(given([{ ...record, tries: [lost] }], situation(seats))).toEqual(['cart-ui: search']);
  });
});

describe('a member', () => {
  it('has one mission at a time', () => {
    const seats = [seat('cart', { holds: 'mission/shop/other' }), seat('search')];
    expect(words([ready('a'), ready('b')], situation(seats))).toMatchInlineSnapshot(`
      "
      shop/a goes to shop/search.
        shop/search gets it: nothing is known of its success yet; it has rested for 1h.
        shop/cart cannot have it now: it has "shop/other".
      shop/b stays in the queue: nobody who may do it is free.
        shop/cart cannot have it now: it has "shop/other".
        shop/search cannot have it now: it is given "shop/a" now.
      "
    `);
  });

  it('is given nothing else before it tried again what it failed at, also in the pause before that', () => {
    const failed = ready('cart-api', { mission: { priority: 'low' }, state: { state: 'ready', since: now, notBefore: now + 10_000, again } });
    const urgent = ready('urgent', { mission: { priority: 'critical', to: 'cart' } });
    expect(words([failed, urgent], situation([seat('cart'), seat('search')]))).toMatchInlineSnapshot(`
      "
      shop/urgent stays in the queue: nobody who may do it is free.
        shop/cart cannot have it now: it is to try "shop/cart-api" again first.
        shop/search may not have it: it goes to "cart".
      shop/cart-api stays in the queue: the pause after its last try lasts another 10s.
        shop/cart could have it: nothing is known of its success yet; it has rested for 1h.
        shop/search cannot have it now: "shop/cart" is to try it again.
      "
    `);
  });

  it.each<[string, readonly MissionSeat[]]>([
    ['left the team', [seat('search')]],
    ['is away for good', [seat('cart', { state: 'away', forGood: true }), seat('search')]],
  ])('that %s tries nothing again: another does', (_name, seats) => {
    expect(given([ready('cart-api', { state: { state: 'ready', since: now, again } })], situation(seats))).toEqual(['cart-api: search']);
  });

  it('that is away for a while is waited for', () => {
    const record = ready('cart-api', { state: { state: 'ready', since: now, again } });
    expect(words([record], situation([seat('cart', { state: 'away', because: 'it is started again at 03:05' }), seat('search')]))).toMatchInlineSnapshot(`
      "
      shop/cart-api stays in the queue: nobody who may do it is free.
        shop/cart cannot have it now: it is started again at 03:05.
        shop/search cannot have it now: "shop/cart" is to try it again.
      "
    `);
  });

  it('starts in a new conversation first, where the next try wants one', () => {
    const record = ready('cart-api', { state: { state: 'ready', since: now, again: { ...again, fresh: true } } });
    expect(words([record], situation([seat('cart')]))).toMatchInlineSnapshot(`
      "
      shop/cart-api stays in the queue: nobody who may do it is free.
        shop/cart cannot have it now: it is to start in a new conversation first.
      "
    `);
    expect(given([record], situation([seat('cart', { epoch: 3, conversation: 'c-3' })]))).toEqual(['cart-api: cart']);
  });

  it('whose conversation is not known can be given no lease', () => {
    const { conversation: _unknown, ...nameless } = seat('cart');
    expect(words([ready('cart-api')], situation([nameless]))).toMatchInlineSnapshot(`
      "
      shop/cart-api stays in the queue: nobody who may do it is free.
        shop/cart cannot have it now: its conversation is not known yet.
      "
    `);
  });
});

describe('under load', () => {
  it('nobody rests while there is work for him: what can go elsewhere leaves him to what cannot', () => {
    const records = [ready('anybody', { mission: { priority: 'high' } }), ready('only-cart', { mission: { to: 'cart' } })];
    expect(given(records, situation([seat('cart', { since: 0 }), seat('search')]))).toEqual(['anybody: search', 'only-cart: cart']);
  });

  it('one that nobody can do keeps no other from its turn', () => {
    const records = [ready('nobody', { mission: { priority: 'critical', to: 'gone' } }), ready('somebody')];
    expect(given(records, situation([seat('cart')]))).toEqual(['somebody: cart']);
  });

  it('the first in the queue is served first', () => {
    const records = [ready('low', { mission: { priority: 'low' } }), ready('critical', { mission: { priority: 'critical' } }), ready('early', { addedAt: now - 1 }), ready('normal')];
    expect(inQueueOrder(records).map(({ mission }) => mission.address)).toEqual(['mission/shop/critical', 'mission/shop/early', 'mission/shop/normal', 'mission/shop/low']);
    expect(given(records, situation([seat('cart'), seat('search')]))).toHaveLength(2);
    expect(given(records, situation([seat('cart')]))).toEqual(['critical: cart']);
  });

  it('the least urgent has its turn after a day, whatever comes', () => {
    const old = ready('low', { mission: { priority: 'low' }, state: { state: 'ready', since: now - 24 * hourMs - 1 } });
    expect(inQueueOrder([ready('critical', { mission: { priority: 'critical' } }), old])[0]).toBe(old);
  });

  it('a mission has its lease once, and so has a member', () => {
    const records = Array.from({ length: 50 }, (_, index) => ready(`m-${index}`));
    const seats = Array.from({ length: 7 }, (_, index) => seat(`s-${index}`));
    const pairs = [...handOut(records, situation(seats))];
    expect(pairs).toHaveLength(7);
    expect(new Set(pairs.map(([, { address }]) => address)).size).toBe(7);
  });
});
