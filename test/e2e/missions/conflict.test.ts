import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missionTeam, shopManifest, work } from '../../rig/mission-team.ts';

test('an accepted commit that conflicts with the branch of the one who builds on it is told, to it and to people, and merged by it', async () => {
  const shop = await missionTeam({
    manifest: shopManifest(
      'engineers: {cart: {}, search: {}}',
      'missions:',
      `  api: {to: cart, brief: ${work('write page.txt | by cart', 'commit The api')}, accept: {commits: 1}}`,
      `  draft: {to: search, brief: ${work('write page.txt | by search', 'commit The draft')}, accept: {commits: 1}}`,
      '  page:',
      '    to: search',
      '    after: [api, draft]',
      `    brief: ${work('run git merge --quiet -X ours -m Merged shop/cart', 'append page.txt | and done', 'commit The page')}`,
      '    accept: {run: [git merge-base --is-ancestor shop/cart HEAD, grep -q "by search" page.txt, grep -q "and done" page.txt], commits: 1}',
    ),
  });
  await shop.allCome({ api: 'done', draft: 'done', page: 'done' });
  const state = shop.record('api')!.state;
  const commit = state.state === 'done' ? state.commit! : '';
  expect(shop.news('page').flatMap(({ because }) => because ?? []).join('\n')).toContain(`shop/search: the accepted commit ${commit.slice(0, 10)} conflicts with its branch in page.txt: its member is told to merge it first`);
  const [told, ...more] = shop.told('shop/search', 'Mission shop/page');
  expect(more).toEqual([]);
  expect(told).toContain(`shop/api, commit ${commit}: merge it into your branch first (git merge ${commit}).`);
  expect(shop.record('page')!.tries.map(({ result }) => result)).toEqual(['done']);
  expect(await shop.team.repository.git(['status', '--porcelain'], shop.team.worktree('search'))).toBe('');
});

test('what a killed git left in the way in one worktree is told to its member, and stops nobody else', async () => {
  const shop = await missionTeam({
    manifest: shopManifest(
      'engineers: {cart: {}, search: {}, help: {}}',
      'missions:',
      `  api: {to: cart, brief: ${work('wait-for .gate-api', 'write api.txt | x', 'commit The api')}, accept: {commits: 1}}`,
      `  page: {to: search, after: [api], brief: ${work('run sh TEAM/unlock.sh', 'write page.txt | x', 'commit The page')}, accept: {run: test -f api.txt, commits: 1}}`,
      `  docs: {to: help, after: [api], brief: ${work('write docs.txt | x', 'commit The docs')}, accept: {run: test -f api.txt, commits: 1}}`,
    ),
    scripts: { 'unlock.sh': 'rm -f "$(git rev-parse --git-path index.lock)"\ngit merge --quiet shop/cart\n' },
  });
  await shop.comesTo('api', 'working');
  const lock = await shop.team.repository.git(['rev-parse', '--path-format=absolute', '--git-path', 'index.lock'], shop.team.worktree('search'));
  await writeFile(lock, '');
  await writeFile(join(shop.team.worktree('cart'), '.gate-api'), '');
  await shop.allCome({ api: 'done', page: 'done', docs: 'done' });
  expect(shop.news('page').flatMap(({ because }) => because ?? []).join('\n')).toContain('index.lock');
  expect(shop.told('shop/search', 'Mission shop/page')[0]).toContain('unless it is in your branch already, merge it first');
  expect(shop.store.events('shop').filter(({ type }) => type === 'look-failed')).toEqual([]);
});
