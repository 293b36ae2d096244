import { expect, test } from 'vitest';
import { essenceOf, factTexts } from '../../src/checkins/facts/all.ts';
import type { FactsSeen } from '../../src/checkins/facts/seen.ts';
import type { MemberStatus } from '../../src/health/member-status.ts';
import type { MissionRecord } from '../../src/state/mission.ts';

const minute = 60_000;
const now = 100 * minute;
const engineer = (name: string, more: Partial<MemberStatus> = {}): MemberStatus => ({
  member: { address: `member/shop/${name}`, seat: 'engineer', tool: 'demo', model: 'sonnet', role: 'coder', directory: '/work' }, status: 'idle', since: now - 12 * minute, attended: false, ...more,
});
const nothing: FactsSeen = { about: [], commits: new Map(), missions: [], failed: [], unread: [], reports: new Map(), now };
const some: FactsSeen = {
  ...nothing,
  about: [engineer('cart'), engineer('search', { status: 'waiting', detail: 'a permission: npm\ntest' })],
  commits: new Map([['member/shop/cart', { id: '1a2b3c4', subject: 'Add the cart', at: now - 65 * minute }]]),
  unread: [{ id: 'm1', from: 'member/shop/cart', text: 'May I merge?', at: now - minute }],
  reports: new Map([['member/shop/cart', { text: `Half done.\n${'x'.repeat(1000)}`, at: now - 2 * minute }]]),
};

test('each fact has its age, and what an agent says is said to be its word', () => {
  expect(factTexts(some)['facts']).toBe(`What they do:
  shop/cart: idle, for 12m
  shop/search: waiting (a permission: npm test), for 12m

Last commits:
  shop/cart: 1a2b3c4 Add the cart (1h 5m ago)

Messages that you have not read:
  shop/cart: May I merge? (1m ago)

What they said last, in their own words, which nobody checked:
  shop/cart: Half done. ${'x'.repeat(388)}… (2m ago)`);
});

test('in a note one line stands in its sentence, several below it, and none is said to be so', () => {
  expect(factTexts(some)).toMatchObject({ commits: 'shop/cart: 1a2b3c4 Add the cart (1h 5m ago)', failing: 'none', statuses: expect.stringMatching(/^\n {2}shop\/cart: .*\n {2}shop\/search: /) });
  expect(factTexts(nothing)['facts']).toBe('There is nothing to tell.');
});

test('a mission that has failed for good is still told of, and one that somebody ended otherwise is not', () => {
  const at = now - 3 * minute;
  const tried = (name: string, state: MissionRecord['state']): MissionRecord => ({
    mission: { address: `mission/shop/${name}`, project: 'shop', origin: 'manifest', after: [] } as unknown as MissionRecord['mission'],
    tries: [{ by: 'member/shop/cart', epoch: 1, startedAt: at - minute, endedAt: at, result: 'failed', because: '"npm test" fails with exit code 1.\nmuch output' }], addedAt: 0, state,
  });
  const seen = {
    ...nothing,
    missions: [tried('again', { state: 'ready', since: at })],
    failed: [tried('over', { state: 'failed', at, because: 'tries used up' }), tried('cancelled', { state: 'failed', at: at + minute, because: 'a person cancelled it' })],
  };
  expect(factTexts(seen)['failing']).toBe('\n  shop/again: "npm test" fails with exit code 1. (3m ago, try 1)\n  shop/over: "npm test" fails with exit code 1. (3m ago, try 1, its last)');
  expect(factTexts({ ...nothing, failed: seen.failed })['missions']).toBe('none');
  expect(essenceOf(seen)).not.toBe(essenceOf({ ...seen, failed: [] }));
});

test('however much there is, a prompt stays small, and says what is left out', () => {
  const many = { ...nothing, about: Array.from({ length: 200 }, (_, index) => engineer(`engineer-with-a-long-name-${index}`)), reports: new Map(Array.from({ length: 200 }, (_, index) => [`member/shop/${index}`, { text: 'é'.repeat(2000), at: now }] as const)) };
  const texts = factTexts(many);
  expect(texts['statuses']).toContain('and 180 more');
  for (const text of Object.values(texts)) expect(Buffer.byteLength(text)).toBeLessThan(6300);
  expect(texts['reports']).toMatch(/\(\d+ bytes are left out\)$/);
});

test('ages, and who works or rests, are no news; everything else is', () => {
  const essence = essenceOf(some);
  expect(essenceOf({ ...some, now: now + 60 * minute, about: [engineer('cart', { status: 'working' }), some.about[1]!] })).toBe(essence);
  for (const news of [{ about: [engineer('cart', { status: 'exited' }), some.about[1]!] }, { commits: new Map() }, { unread: [] }, { reports: new Map() }]) expect(essenceOf({ ...some, ...news })).not.toBe(essence);
});
