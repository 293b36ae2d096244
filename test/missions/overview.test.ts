import { expect, test } from 'vitest';
import { countPhrases, countWords, heldName, missionsOverview } from '../../src/missions/overview.ts';
import type { MissionRecord } from '../../src/state/mission.ts';

const lease = { by: 'member/shop/cart', epoch: 2, conversation: 'c', givenAt: 0 };
const working = { mission: { address: 'mission/shop/api' }, state: { state: 'working', since: 0, lease, deadline: 1 } } as MissionRecord;

test('records are read of those alone that somebody has', () => {
  const asked: string[] = [];
  const states = new Map([['mission/shop/api', 'working'], ['mission/shop/page', 'waiting'], ['mission/shop/old', 'done'], ['mission/shop/gone', 'verifying']] as const);
  const { counts, byMember } = missionsOverview(states, (address) => {
    asked.push(address);
    return address === 'mission/shop/api' ? working : undefined; // the other was removed meanwhile
  });
  expect(asked).toEqual(['mission/shop/api', 'mission/shop/gone']);
  expect([...byMember]).toEqual([['member/shop/cart', { address: 'mission/shop/api', state: 'working' }]]);
  expect(heldName(byMember.get('member/shop/cart')!)).toBe('api');
  expect(countWords(counts)).toBe('1 done, 1 verifying, 1 working, 1 waiting');
  expect(countPhrases(counts)[0]).toEqual({ state: 'done', text: '1 done' });
});

test('where there are none, nothing is said', () => {
  expect(countWords(missionsOverview(new Map(), () => undefined).counts)).toBe('');
});
