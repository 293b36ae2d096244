import { describe, expect, it } from 'vitest';
import { eventsAfter, promptsAfter, type Done } from '../../src/missions/follow-up.ts';
import { blockedWords, blockers } from '../../src/missions/readiness.ts';
import { afterDeed, isRefused, type Deed } from '../../src/missions/transition.ts';
import type { MissionState } from '../../src/state/mission.ts';
import { lease, now, orchestrator, record, seat, states, type Given } from './records.ts';

const seats = [orchestrator, seat('pm'), seat('cart', { state: 'busy' })];

function does(state: MissionState, deed: Deed, settings: Given['mission'] = {}): Done {
  const before = record('cart-api', { state, mission: settings });
  const after = afterDeed(before, deed, now);
  if (isRefused(after)) throw new Error(after.refused);
  return { before, deed, after };
}

const says = (done: Done): string[] => promptsAfter(done, seats).map(({ id, to }) => `${id} to ${to}`);

describe('what is said after a deed', () => {
  it.each<[string, Deed]>([['cancelled', { type: 'cancel', because: 'Ann said so' }], ['handed off', { type: 'handOff', to: 'search' }], ['parked', { type: 'park', because: 'Ann said so' }]])('a member that is at it is told to stop where it is %s', (_name, deed) => {
    expect(says(does(states.working, deed))).toEqual(['mission:shop/cart-api:1:stop to member/shop/cart']);
    expect(says(does(states.waiting, deed))).toEqual([]);
    expect(promptsAfter(does(states.working, deed), [])).toEqual([]);
  });

  it('a member of another host is told to stop by that host, and not from here; a superior is told wherever it is', () => {
    const [cancel, fail]: Deed[] = [{ type: 'cancel', because: 'Ann said so' }, { type: 'fail', claimant: { word: 'Ann' }, because: 'no', counts: true }];
    const elsewhere = [seat('pm', { seat: 'pm', state: 'away', host: 'beta' }), seat('cart', { state: 'away', host: 'beta' })];
    expect(promptsAfter(does(states.working, cancel!), elsewhere)).toEqual([]);
    expect(promptsAfter(does(states.working, fail!, { onFail: 'escalate' }), elsewhere).map(({ to }) => to)).toEqual(['member/shop/pm']);
  });

  it('a member that works beyond its time is told to stop; one that rests is not', () => {
    const done = does(states.working, { type: 'fail', because: 'it was not done within 2h', counts: true });
    expect(says(done)).toEqual(['mission:shop/cart-api:1:stop to member/shop/cart']);
    expect(promptsAfter(done, [seat('cart')])).toEqual([]);
    expect(says(does(states.working, { type: 'fail', claimant: { word: 'Ann' }, because: 'no', counts: true }))).toEqual([]);
  });

  it('its superior is told of a last failure where that is wanted, whoever found it', () => {
    const told = 'mission:shop/cart-api:1:told to member/shop/pm';
    const settings = { onFail: 'escalate' } as const;
    expect(says(does(states.verifying, { type: 'reject', because: 'npm test ended with 1' }, settings))).toEqual([told]);
    expect(says(does(states.working, { type: 'fail', claimant: { by: lease.by, epoch: 2, word: 'cart' }, because: 'it cannot be done', counts: true }, settings))).toEqual([told]);
    expect(says(does(states.verifying, { type: 'reject', because: 'npm test ended with 1' }, { retries: 0 }))).toEqual([]);
    expect(says(does(states.verifying, { type: 'cancel', because: 'Ann said so' }, settings))).toEqual([]);
  });
});

it('each deed is told, but for those that change nothing that a person would see', () => {
  const deeds: readonly (readonly [MissionState, Deed])[] = [
    [states.waiting, { type: 'unblock' }],
    [states.assigned, { type: 'begin', epoch: 2 }],
    [states.working, { type: 'begin', epoch: 2 }],
    [states.working, { type: 'renew', by: lease.by, epoch: 3, conversation: 'c-2' }],
    [states.working, { type: 'ask' }],
    [states.working, { type: 'claim', claimant: { word: 'Ann' } }],
    [states.verifying, { type: 'recheck', because: 'npm test ended with 75\noutput' }],
    [states.verifying, { type: 'accept' }],
    [states.verifying, { type: 'reject', because: 'npm test ended with 1\noutput' }],
    [states.working, { type: 'handOff', to: 'search' }],
    [states.failed, { type: 'retry' }],
  ];
  const lines = deeds.flatMap(([state, deed]) => eventsAfter(does(state, deed)).map((event) => [deed.type, event.state, event.by ?? '', event.because ?? ''].join(' | ').replace(/[ |]+$/, '')));
  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    unblock | ready
    begin | working | member/shop/cart
    ask | working | member/shop/cart | its member rests, and is asked what became of it
    claim | verifying | member/shop/cart
    recheck | verifying | member/shop/cart | npm test ended with 75
    accept | done | member/shop/cart
    reject | ready | member/shop/cart | npm test ended with 1
    handOff | ready | member/shop/cart | it was handed to search
    retry | waiting
    "
  `);
});

it('says what blocks a mission', () => {
  const one = record('ui', { mission: { after: ['api', 'model', 'docs', 'gone'] } });
  const blocking = blockers(one, new Map([['mission/shop/api', 'working'], ['mission/shop/model', 'done'], ['mission/shop/docs', 'parked']]));
  expect(blocking).toEqual([{ mission: 'mission/shop/api', state: 'working' }, { mission: 'mission/shop/docs', state: 'parked' }, { mission: 'mission/shop/gone', state: 'gone' }]);
  expect(blockedWords(blocking)).toBe('it waits for "shop/api", which is being worked at, "shop/docs", which is parked and "shop/gone", which does not exist');
  expect(blockedWords([])).toBeUndefined();
});
