import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TeamEvent } from '../../../src/state/event.ts';
import { missionTeam, orders, shopManifest, type MissionTeam } from '../../rig/mission-team.ts';

type Refused = Extract<TeamEvent, { type: 'commit-refused' }>;

function refused(shop: MissionTeam): readonly Refused[] {
  return shop.store.events('shop').filter((event) => event.type === 'commit-refused');
}

test('work that is not committed for long is told of once, then saved without a trace in the checkout', async () => {
  const shop = await missionTeam({
    manifest: shopManifest(
      'commits: {every: 3s, grace: 2s}',
      `engineers: {cart: {brief: ${orders('write half.txt | begun')}}}`,
    ),
  });
  const { repository } = shop.team;
  const cart = shop.team.worktree('cart');
  const saved = await shop.until('the work to be saved', () => shop.store.events('shop').find(({ type }) => type === 'work-saved'));
  if (saved.type !== 'work-saved') throw new Error(saved.type);
  expect(saved.ref).toBe('refs/coders/shop/uncommitted/shop/cart');
  expect(await repository.git(['show', `${saved.ref}:half.txt`])).toBe('begun');
  expect(await repository.git(['status', '--porcelain'], cart)).toBe('?? half.txt');
  expect(await repository.git(['log', '--format=%s', 'shop/cart'])).not.toContain('saved');
  await shop.until('its member to be told', () => shop.told('shop/cart', 'There is work in your directory').length > 0);
  await writeFile(join(cart, 'half.txt'), 'nearly done\n');
  await shop.until('what was done since to be saved, too', async () => (await repository.git(['show', `${saved.ref}:half.txt`])) === 'nearly done');
  expect(shop.told('shop/cart', 'There is work in your directory')).toHaveLength(1);
  expect(await repository.git(['show', `${saved.commit}:half.txt`]), 'what was saved before').toBe('begun');
});

test('a commit that breaks the rules, or at which the tests fail, goes back to its member once', async () => {
  const shop = await missionTeam({
    manifest: shopManifest(
      'test: test ! -e broken.txt',
      'commits: {max_files: 1, message: "^[A-Z]", require_tests: true}',
      'engineers: {cart: {brief: Wait.}}',
    ),
  });
  const { repository } = shop.team;
  const cart = shop.team.worktree('cart');
  await shop.team.saysItIs('shop/cart', 'idle');
  await shop.until('it to be known where the branch began', () => shop.store.notes.find('shop', 'work', 'worktree/shop/cart') !== undefined && shop.store.notes.find('shop', 'tests', 'worktree/shop/cart') !== undefined);
  const commit = async (files: Readonly<Record<string, string>>, subject: string): Promise<string> => {
    await repository.write(files, cart);
    await repository.git(['add', '--all'], cart);
    await repository.git(['commit', '--quiet', '-m', subject], cart);
    return repository.git(['rev-parse', 'HEAD'], cart);
  };
  const good = await commit({ 'good.txt': '1' }, 'Good');
  await shop.team.succeed('resume'); // which has it looked at now
  // While the tests run at it, what comes next is not to lie there, not yet committed.
  await shop.until('it to be found good', () => shop.store.notes.find('shop', 'tests', 'worktree/shop/cart')?.commit === good);
  const bad = await commit({ 'one.txt': '1', 'two.txt': '2', 'broken.txt': '3' }, 'bad');
  await shop.team.succeed('resume');
  await shop.until('both to be refused', () => refused(shop).length >= 2);
  await shop.until('its member to be told of both', () => shop.told('shop/cart', 'keep to the rules').length > 0 && shop.told('shop/cart', 'The tests of this project fail').length > 0);
  expect(refused(shop).map(({ commit: id, because }) => [id, because]).sort()).toEqual([[bad, 'it changes 3 files, and 1 are allowed; its first line does not match "^[A-Z]"'], [bad, 'test ! -e broken.txt fails']].sort());
  expect(shop.told('shop/cart', 'keep to the rules')).toEqual([expect.stringContaining(`${bad.slice(0, 10)} "bad": it changes 3 files`)]);
  expect(shop.told('shop/cart', good.slice(0, 10))).toEqual([]);
  await repository.git(['rm', '--quiet', 'broken.txt'], cart);
  const mended = await commit({}, 'Mend');
  await shop.team.succeed('resume');
  await shop.until('the tests to succeed', () => shop.store.notes.find('shop', 'tests', 'worktree/shop/cart')?.commit === mended);
  expect(shop.store.notes.find('shop', 'tests', 'worktree/shop/cart')).toEqual({ commit: mended, passed: true });
  expect(refused(shop)).toHaveLength(2);
});
