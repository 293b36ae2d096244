import { afterEach, expect, test } from 'vitest';
import { workshop, type Workshop } from './workshop.ts';

let shop: Workshop;

afterEach(() => shop.end());

async function commit(member: string, content: string): Promise<void> {
  await shop.repository.commit({ 'page.txt': `${content}\n` }, shop.worktree(member));
}

test.each(['merge', 'squash', 'rebase'] as const)('work that stands on work that was merged before does not conflict with it: %s', async (strategy) => {
  shop = await workshop(['a', 'b'], { strategy });
  for (const step of ['first', 'second', 'third']) {
    await commit('a', step);
    await shop.accept(step, 'a');
    if (step === 'first') await shop.merge();
  }
  await shop.merge();
  expect(['first', 'second', 'third'].map((name) => shop.note(name)?.state)).toEqual(['merged', 'merged', 'merged']);
  expect(await shop.repository.git(['show', 'main:page.txt'])).toBe('third');
  expect(await shop.repository.git(['rev-list', '--count', '--no-merges', 'main'])).toBe('4');
});

test('what has refused work in it waits, and what puts that right brings all along', async () => {
  shop = await workshop(['a', 'b'], { verify: '! grep -q BAD page.txt' });
  await commit('a', 'BAD');
  await shop.accept('bad', 'a');
  await commit('a', 'BAD still');
  await shop.accept('next', 'a');
  await commit('b', 'of no use');
  await shop.repository.git(['mv', 'page.txt', 'other.txt'], shop.worktree('b'));
  await shop.repository.git(['commit', '--quiet', '-m', 'Other'], shop.worktree('b'));
  await shop.accept('other', 'b');
  await shop.merge();
  expect([shop.note('bad'), shop.note('other')]).toMatchObject([{ state: 'failed', by: 'mission/shop/bad-merge' }, { state: 'merged' }]);
  expect(shop.note('next')).toBeUndefined();
  await shop.repository.git(['merge', '--quiet', 'main'], shop.worktree('a'));
  await commit('a', 'good');
  await shop.accept('bad-merge', 'a', { origin: 'merge', merges: { mission: 'mission/shop/bad', round: 1 } });
  await shop.merge();
  expect([shop.note('bad-merge')?.state, shop.note('next')?.state]).toEqual(['merged', 'merged']);
  expect(await shop.repository.git(['show', 'main:page.txt'])).toBe('good');
});
