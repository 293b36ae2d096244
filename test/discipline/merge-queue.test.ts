import { expect, test } from 'vitest';
import { isAccepted, mergeQueue, type Accepted } from '../../src/discipline/merge-queue.ts';
import type { MergeNote } from '../../src/state/discipline.ts';
import { record, type Given } from '../missions/records.ts';

function done(name: string, at: number, mission: Given['mission'] = {}): Accepted {
  const found = record(name, { mission, state: { state: 'done', at, by: 'member/shop/cart', commit: `commit-${name}` } });
  if (!isAccepted(found)) throw new Error(`${name} is not accepted.`);
  return found;
}

function queue(accepted: readonly Accepted[], notes: Readonly<Record<string, MergeNote>> = {}, order: 'missions' | 'accepted' = 'missions', onto = 'now') {
  const { open, refused } = mergeQueue({ accepted, notes: new Map(Object.entries(notes).map(([name, note]) => [`mission/shop/${name}`, note])), order, onto });
  const names = (records: readonly Accepted[]): readonly string[] => records.map(({ mission: { address } }) => address.replace('mission/shop/', ''));
  return { open: names(open), refused: names(refused) };
}

const merged = (name: string): MergeNote => ({ state: 'merged', commit: `commit-${name}`, result: 'x', at: 1 });
const conflict = (name: string, more: object = {}): MergeNote => ({ state: 'conflict', commit: `commit-${name}`, onto: 'then', because: 'Both.', at: 1, ...more });

test('the order is that of the missions, or of their acceptance', () => {
  const all = [done('a', 3), done('b', 1), done('c', 2)];
  expect(queue(all).open).toEqual(['a', 'b', 'c']);
  expect(queue(all, {}, 'accepted').open).toEqual(['b', 'c', 'a']);
});

test('a mission waits for those that it is after, and for what puts them right', () => {
  const all = [done('a', 1), done('b', 2, { after: ['a'] })];
  expect(queue(all).open).toEqual(['a']);
  expect(queue(all, { a: merged('a') }).open).toEqual(['b']);
  expect(queue(all, { a: conflict('a', { by: 'mission/shop/a-merge' }) })).toEqual({ open: [], refused: ['a'] });
  const repaired = [...all, done('a-merge', 3, { origin: 'merge', merges: { mission: 'mission/shop/a', round: 1 } })];
  expect(queue(repaired, { a: conflict('a', { by: 'mission/shop/a-merge' }) }).open).toEqual(['a-merge']);
  expect(queue(repaired, { a: conflict('a', { by: 'mission/shop/a-merge' }), 'a-merge': merged('a-merge') })).toEqual({ open: ['b'], refused: [] });
});

test('what nobody puts right is tried again once the branch has moved', () => {
  expect(queue([done('a', 1)], { a: conflict('a') }, 'missions', 'then').open).toEqual([]);
  expect(queue([done('a', 1)], { a: conflict('a') }, 'missions', 'now').open).toEqual(['a']);
});

test('what was under way is first, wherever it stands', () => {
  expect(queue([done('a', 1), done('b', 2)], { b: { state: 'merging', commit: 'commit-b', result: 'x' } }).open).toEqual(['b', 'a']);
});

test('a repair has the place of what it puts right', () => {
  const all = [done('a', 1), done('b', 2), done('a-merge', 3, { origin: 'merge', merges: { mission: 'mission/shop/a', round: 1 } })];
  expect(queue(all, { a: conflict('a', { by: 'mission/shop/a-merge' }) }).open).toEqual(['a-merge', 'b']);
});

test('a member\'s word alone is no acceptance, and neither is a review', () => {
  const word = record('a', { mission: { accept: { run: [], commits: 0, files: [], timeoutMs: 1 } }, state: { state: 'done', at: 1, by: 'member/shop/cart', commit: 'c', saidBy: 'member/shop/cart' } });
  expect(isAccepted(word)).toBe(false);
});
