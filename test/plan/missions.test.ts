import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefused } from '../../src/missions/refused.ts';
import { afterChange, mayBeWithdrawn } from '../../src/missions/after-change.ts';
import { afterDeed } from '../../src/missions/transition.ts';
import { changingMissions } from '../../src/plan/missions.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Mission, MissionRecord, MissionState } from '../../src/state/mission.ts';
import type { Observed } from '../../src/state/observed.ts';
import { shop } from '../manifest/memory-world.ts';
import { seed } from '../rig/seed.ts';
import { applied, planOf, planned, wanted } from './world.ts';

const now = Date.UTC(2026, 4, 1);
const lease = { by: 'member/shop/cart', epoch: 1, conversation: 'talk-1', base: 'a'.repeat(40), givenAt: now } as const;

const states: { readonly [Name in MissionState['state']]: Extract<MissionState, { readonly state: Name }> } = {
  waiting: { state: 'waiting', since: now },
  ready: { state: 'ready', since: now },
  assigned: { state: 'assigned', since: now, lease, message: 'm1', deadline: now + 1 },
  working: { state: 'working', since: now, lease, deadline: now + 7_200_000 },
  verifying: { state: 'verifying', since: now, lease, deadline: now + 1 },
  reviewing: { state: 'reviewing', since: now, tried: lease },
  done: { state: 'done', at: now, by: lease.by },
  failed: { state: 'failed', at: now, because: 'its tests fail' },
  parked: { state: 'parked', since: now, because: 'a person said so' },
};

const open = Object.values(states).filter(({ state }) => state !== 'done');
/** A try that is being reviewed is not over. */
const isTried = (state: MissionState): boolean => 'lease' in state || 'tried' in state;
const idle = open.filter((state) => !isTried(state));
const givenOut = open.filter(isTried);

function team(missions: string): string {
  return shop(`pm: {tool: demo}\nengineers: {cart: {tool: demo}, search: {tool: demo}}\n${missions === '' ? '' : `missions:\n  ${missions.replaceAll('\n', '\n  ')}\n`}`);
}

function record(mission: Mission, state: MissionState): MissionRecord {
  return { mission, state, tries: [], addedAt: now };
}

/** The world after an apply of a manifest, its missions all in one state. */
function world(yaml: string, state: MissionState): Observed {
  return { ...applied(yaml), missions: new Map(wanted(yaml).missions.map((mission) => [mission.address, record(mission, state)])) };
}

const one = team('api: {to: cart, brief: Add it.}');
const urgent = team('api: {to: cart, brief: Add it., priority: high}');
const other = team('api: {to: cart, brief: Add something else.}');
const both = team('api: {to: search, brief: Add something else., priority: high, retries: {count: 3, backoff: 1s..1m}, timeout: 90m, accept: [npm run lint, npm test]}');

test('new ones are added, after the members', () => {
  const yaml = team('cart: {to: cart, brief: Add it., priority: high}\nui: {role: coder, after: [cart], brief: Show it.}\nend: {after: [cart, ui], brief: Write it up.}');
  expect(planOf(yaml, applied(yaml))).toMatchInlineSnapshot(`
    "  + mission/shop/cart: add it for cart, priority high
          because: new in the manifest; impact: none
      + mission/shop/ui: add it for any coder, after cart
          because: new in the manifest; impact: none
      + mission/shop/end: add it for any engineer, after cart and ui
          because: new in the manifest; impact: none

    Plan: 3 to add, 0 to change, 0 to remove."
  `);
});

test.each(Object.values(states))('one that is as the manifest says plans nothing while it is $state', (state) => {
  expect(planOf(one, world(one, state))).toBe('No changes. Everything is as the manifest says.');
});

test('where it stands in the text is no part of it', () => {
  const moved = team('\n\napi: {brief: Add it., to: cart}');
  expect(planned(moved, world(one, states.waiting)).steps).toEqual([]);
});

describe('a change', () => {
  test('of one that nobody has is made at once', () => {
    expect(planOf(both, world(one, states.ready))).toMatchInlineSnapshot(`
      "  ~ mission/shop/api: change it
            because: the manifest says otherwise; impact: none
            to: cart → search
            brief: line 1: Add it. → line 1: Add something else.
            priority: normal → high
            timeout: 2h → 1h30m
            retries: 1 → 3
            retries.backoff: 10s..10m → 1s..1m
            accept.run: (none) → npm run lint, npm test

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
    for (const state of idle) expect(planned(both, world(one, state)).steps).toMatchObject([{ action: { type: 'change-mission' }, impact: 'none' }]);
  });

  test('of what it waits for is shown by names', () => {
    const [before, after] = ['a: {brief: x}\nb: {brief: x}\nc: {brief: x, after: [a]}', 'a: {brief: x}\nb: {brief: x}\nc: {brief: x, after: [a, b]}'];
    expect(planned(team(after), world(team(before), states.waiting)).steps.map(({ differences }) => differences)).toEqual([[{ field: 'after', old: 'a', new: 'a, b' }]]);
  });

  test('of one that failed starts it over only where its text is another', () => {
    expect(planOf(other, world(one, states.failed))).toMatchInlineSnapshot(`
      "  ~ mission/shop/api: change it, and start it over
            because: it has failed, and the manifest asks for something else now; impact: none
            brief: line 1: Add it. → line 1: Add something else.

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
    expect(planOf(urgent, world(one, states.failed))).toMatchInlineSnapshot(`
      "  ~ mission/shop/api: change it
            because: the manifest says otherwise; it has failed, and coders mission retry shop/api tries it again; impact: none
            priority: normal → high

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('of one that somebody has waits for the end of the try, but for what is about later', () => {
    expect(planOf(both, world(one, states.working))).toMatchInlineSnapshot(`
      "  ~ mission/shop/api: change it
            because: the manifest says otherwise; impact: none
            priority: normal → high
            timeout: 2h → 1h30m
            retries: 1 → 3
            retries.backoff: 10s..10m → 1s..1m
            accept.run: (none) → npm run lint, npm test
        ~ mission/shop/api: change it
            because: the manifest says otherwise; impact: when-idle, then none; waits for the end of the try that shop/cart is at
            to: cart → search
            brief: line 1: Add it. → line 1: Add something else.

      Plan: 0 to add, 2 to change, 0 to remove. 1 of them waits."
    `);
    expect(planned(other, world(one, states.verifying)).steps).toMatchObject([{ impact: 'when-idle', waits: { for: 'the check of what shop/cart did', then: 'none' } }]);
    expect(planned(other, world(one, states.reviewing)).steps).toMatchObject([{ impact: 'when-idle', waits: { for: 'the review of what shop/cart did', then: 'none' } }]);
    for (const state of givenOut) expect(planned(urgent, world(one, state)).steps).toMatchObject([{ impact: 'none', id: 'change-mission mission/shop/api under way' }]);
  });

  test('of one that somebody has is not waited for with --now', () => {
    expect(planOf(both, world(one, states.working), { evenIfBusy: true })).toMatchInlineSnapshot(`
      "  ~ mission/shop/api: change it, take it from who has it, and give it out anew
            because: the manifest says otherwise, and the try under way is not waited for; impact: none
            to: cart → search
            brief: line 1: Add it. → line 1: Add something else.
            priority: normal → high
            timeout: 2h → 1h30m
            retries: 1 → 3
            retries.backoff: 10s..10m → 1s..1m
            accept.run: (none) → npm run lint, npm test

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
  });

  test('of one that is done is not made', () => {
    expect(planOf(both, world(one, states.done))).toMatchInlineSnapshot(`
      "Left as it is:
        mission/shop/api: It is done, and stays so. The manifest says otherwise now of to, brief, priority, timeout, retries, retries.backoff and accept.run: what is to be done again needs another name.

      No changes. All else is as the manifest says."
    `);
  });
});

describe('one that is no longer in the manifest', () => {
  test('is withdrawn, once nobody has it', () => {
    expect(planOf(team(''), world(one, states.parked))).toMatchInlineSnapshot(`
      "  - mission/shop/api: withdraw it
            because: no longer in the manifest; impact: none

      Plan: 0 to add, 0 to change, 1 to remove."
    `);
    expect(planOf(team(''), world(one, states.assigned))).toMatchInlineSnapshot(`
      "  - mission/shop/api: withdraw it
            because: no longer in the manifest; impact: when-idle, then none; waits for the end of the try that shop/cart is at

      Plan: 0 to add, 0 to change, 1 to remove. 1 of them waits."
    `);
    expect(planned(team(''), world(one, states.working), { evenIfBusy: true }).steps).toMatchObject([{ action: { type: 'withdraw-mission', evenIfGivenOut: true }, impact: 'none' }]);
  });

  test('stays as history where it is done', () => {
    expect(planOf(team(''), world(one, states.done))).toBe('No changes. Everything is as the manifest says.');
  });
});

describe('one that was added while the team ran', () => {
  const added = (state: MissionState): Observed => {
    const [mission] = wanted(one).missions;
    return { ...applied(one), missions: new Map([[mission!.address, record({ ...mission!, origin: 'added' }, state)]]) };
  };

  test('is not the manifest\'s to withdraw', () => {
    for (const state of Object.values(states)) expect(planned(team(''), added(state)).steps).toEqual([]);
  });

  test('is the manifest\'s once that has it', () => {
    expect(planOf(one, added(states.working))).toMatchInlineSnapshot(`
      "  ~ mission/shop/api: change it
            because: it was added while the team ran, and is in the manifest now; impact: none
            origin: added → manifest

      Plan: 0 to add, 1 to change, 0 to remove."
    `);
    expect(planned(one, added(states.done))).toMatchObject({ steps: [], untouched: [] });
  });
});

test('--only takes a mission by its address, and not by the name of a member', () => {
  const yaml = team('cart: {to: cart, brief: Add it.}\nui: {brief: Show it.}');
  expect(planned(yaml, applied(yaml), { only: ['mission/shop/ui'] }).steps.map(({ id }) => id)).toEqual(['add-mission mission/shop/ui']);
  expect(planned(yaml, applied(yaml), { only: ['shop/cart'] }).steps).toEqual([]);
});

/** The missions as the steps that wait for nothing leave them. */
function carriedOut(plan: Plan, observed: Observed): Observed {
  const missions = new Map(observed.missions);
  for (const { address, action, waits } of plan.steps) {
    const before = missions.get(address);
    if (waits !== undefined) continue;
    if (action.type === 'add-mission') missions.set(address, record(action.mission, states.waiting));
    if (action.type === 'withdraw-mission' && before !== undefined && mayBeWithdrawn(before, action)) missions.delete(address);
    if (action.type !== 'change-mission' || before === undefined) continue;
    const after = afterChange(before, action, now);
    if (isRefused(after)) throw new Error(after.refused);
    missions.set(address, after);
  }
  return { ...observed, missions };
}

function withTriesEnded(observed: Observed): Observed {
  const ended = [...observed.missions].map(([address, before]) => {
    const after = isTried(before.state) ? afterDeed(before, { type: 'fail', because: 'it was lost', counts: false }, now) : before;
    if (isRefused(after)) throw new Error(after.refused);
    return [address, after] as const;
  });
  return { ...observed, missions: new Map(ended) };
}

const fields = fc.record({
  to: fc.constantFrom('to: cart, ', 'to: search, ', 'role: coder, ', ''),
  brief: fc.constantFrom('brief: Add it.', 'brief: Add something else.', 'brief: Add it., context: [specs/shop.md]'),
  rest: fc.constantFrom('', ', priority: low', ', timeout: 5m', ', retries: 3', ', accept: npm test', ', on_fail: fresh', ', handoff_to: pm', ', type: review', ', accept: {run: npm test, review_by: pm}', ', model: opus'),
}).map(({ to, brief, rest }) => `{${to}${brief}${rest}}`);

const manifests = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fields).map((missions) => team(Object.entries(missions).map(([name, text]) => `${name}: ${text}`).join('\n')));

test('invariant 1: whatever state missions are in, a second apply plans nothing but what waits, and nothing once the tries have ended', () => {
  fc.assert(fc.property(manifests, manifests, fc.infiniteStream(fc.constantFrom(...Object.values(states))), fc.boolean(), (before, after, chosen, evenIfBusy) => {
    const missions = wanted(before).missions.map((mission) => [mission.address, record(mission, chosen.next().value)] as const);
    const first = { ...applied(after), missions: new Map(missions) };
    const second = carriedOut(planned(after, first, { evenIfBusy }), first);
    const left = planned(after, second, { evenIfBusy }).steps;
    expect(left.filter(({ waits }) => waits === undefined)).toEqual([]);
    if (evenIfBusy) expect(left).toEqual([]);
    const third = withTriesEnded(second);
    expect(planned(after, carriedOut(planned(after, third), third)).steps).toEqual([]);
  }), { seed, numRuns: 200 });
});

test('what nobody is given before its manifest is followed', () => {
  const records = [...world(team('a: {brief: x}\nb: {brief: x}\nc: {brief: x}'), states.ready).missions.values()];
  const [a, b, c] = records;
  const added = { ...c!, mission: { ...c!.mission, origin: 'added' } } as const;
  const edited = wanted(team('a: {brief: x}\nb: {brief: y}')).missions;
  expect([...changingMissions(edited, [a!, b!, c!])]).toEqual(['mission/shop/b', 'mission/shop/c']);
  expect([...changingMissions(edited, [a!, added])]).toEqual([]);
});
