import { existsSync } from 'node:fs';
import { rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGit } from '../../src/host/git/git.ts';
import { mergeCheckout } from '../../src/state/merge-checkout.ts';
import { missionTeam, work } from '../rig/mission-team.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

interface Pruned {
  readonly cleared: readonly { is: string; what: string; team?: string; path?: string; failed?: string }[];
  readonly stays: readonly { what: string; reason: string }[];
}

const dayMs = 86_400_000;

async function prune(team: TestTeam): Promise<Pruned> {
  return readDocument<Pruned>('prune', await team.succeed('prune', '--yes', '--json'));
}

/** As if git had last changed anything of it so long ago. */
async function leaveAlone(checkout: string, ms: number, { repository }: TestTeam): Promise<void> {
  const git = (await repository.git(['rev-parse', '--absolute-git-dir'], checkout)).trim();
  const then = new Date(Date.now() - ms);
  for (const path of [checkout, ...['HEAD', 'index', 'logs/HEAD'].map((name) => join(git, name))]) if (existsSync(path)) await utimes(path, then, then);
}

/** What a merge that was refused leaves: a checkout at a commit that no branch has. */
async function refusedMerge(team: TestTeam, of: { readonly team: string; readonly project: string }): Promise<{ readonly path: string; readonly commit: string }> {
  const path = mergeCheckout(team.stateDirectory, of);
  await createGit().checkOutOwn(team.repository.path, path, (await team.repository.git(['rev-parse', 'main'])).trim());
  await team.repository.commit({ 'merged.txt': 'x\n' }, path);
  return { path, commit: (await team.repository.git(['rev-parse', 'HEAD'], path)).trim() };
}

async function takenDown(): Promise<TestTeam> {
  const team = await testTeam();
  await team.write('defaults: {tool: demo}\nprojects: {store: {repo: repo, engineers: {cart: {}}}}\n');
  await team.succeed('apply');
  await team.succeed('learn', '--project', 'store', 'The fixtures need TZ=UTC.');
  await team.succeed('down', '--yes');
  return team;
}

test('a checkout of a project that no longer merges goes once it rests, and is made anew where it merges again', async () => {
  const manifest = (merge: string, ...missions: readonly string[]) => `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
${merge}    engineers: {one: {}}
    missions:
${missions.map((name) => `      ${name}: {to: one, brief: ${work(`write ${name}.txt | x`, `commit Add ${name}`)}, accept: {commits: 1}}\n`).join('')}`;
  const merging = '    merge: {into: main}\n';
  const shop = await missionTeam({ manifest: manifest(merging, 'a') });
  const { team } = shop;
  const merged = (name: string) => shop.until(`${name} to be merged`, () => shop.store.notes.find('shop', 'merge', `mission/shop/${name}`)?.state === 'merged');
  const path = mergeCheckout(team.stateDirectory, { team: 'shop', project: 'shop' });
  await merged('a');
  await leaveAlone(path, 2 * dayMs, team);
  expect(await prune(team), 'it merges').toEqual({ version: 1, cleared: [], stays: [] });

  await team.write(manifest('', 'a'));
  await team.succeed('apply', '--timeout', '60s');
  await leaveAlone(path, 1000, team);
  const what = `the checkout at ${path}`;
  expect((await prune(team)).stays).toEqual([{ what, reason: 'Nothing is to be merged in it any more, and it was used within the last hour.' }]);
  await leaveAlone(path, 2 * dayMs, team);
  await writeFile(join(path, 'draft.txt'), 'of a person');
  await leaveAlone(path, 2 * dayMs, team);
  expect((await prune(team)).stays).toEqual([{ what, reason: 'It holds what is not committed: draft.txt.' }]);
  await rm(join(path, 'draft.txt'));
  await leaveAlone(path, 2 * dayMs, team);
  expect(await prune(team)).toMatchObject({ cleared: [{ is: 'merge-checkout', team: 'shop', path, what: `the checkout in which shop of team shop was merged, and is no more, at ${path}` }], stays: [] });
  expect(existsSync(path)).toBe(false);
  expect(await team.repository.git(['worktree', 'list'])).not.toContain('merging');

  await team.write(manifest(merging, 'a', 'b'));
  await team.succeed('apply', '--timeout', '60s');
  await merged('b');
  expect(existsSync(path)).toBe(true);
});

test('those of a dead team go with it: a commit that only one of them is at is kept, and so is the branch of what was learnt', async () => {
  const team = await takenDown();
  const { git, path: repository } = team.repository;
  const { path, commit } = await refusedMerge(team, { team: 'shop', project: 'store' });
  const learnings = join(repository, '.coders', 'learnings', 'shop');
  expect((await prune(team)).cleared.filter(({ is }) => is.endsWith('checkout')), 'its manifest stands, and it may merge again').toEqual([]);
  await rm(team.file);
  await writeFile(join(learnings, 'LEARNINGS.md'), 'A person writes here.');
  const { cleared, stays } = await prune(team);
  expect(stays).toEqual([
    { what: `the checkout at ${learnings}`, reason: 'It holds what is not committed: LEARNINGS.md.' },
    { what: 'team shop', reason: 'It stays known as long as its worktrees stay.' },
  ]);
  expect(cleared.filter(({ is }) => is === 'own-checkout')).toEqual([{ is: 'own-checkout', team: 'shop', path, what: `the runner's own checkout for team shop at ${path}; what it is at stays as refs/coders/saved/detached/${commit}` }]);
  expect(existsSync(path)).toBe(false);
  expect((await git(['rev-parse', `refs/coders/saved/detached/${commit}`])).trim()).toBe(commit);
  expect(await git(['show', `${commit}:merged.txt`])).toBe('x');

  await git(['checkout', '--quiet', '--', 'LEARNINGS.md'], learnings);
  expect((await prune(team)).cleared).toMatchObject([{ is: 'own-checkout', path: learnings }, { is: 'team' }]);
  expect(existsSync(learnings)).toBe(false);
  expect(await git(['show', 'coders/shop/learnings:LEARNINGS.md'])).toContain('The fixtures need TZ=UTC.');
});

test('one of a team that nobody knows goes after a week; one whose repository is gone stays', async () => {
  const team = await takenDown();
  const { path } = await refusedMerge(team, { team: 'market', project: 'store' });
  expect(await prune(team)).toEqual({ version: 1, cleared: [], stays: [] });
  await leaveAlone(path, 8 * dayMs, team);
  await rename(team.repository.path, `${team.repository.path}-away`);
  const then = new Date(Date.now() - 8 * dayMs);
  await utimes(path, then, then);
  expect((await prune(team)).stays).toEqual([{ what: `the checkout at ${path}`, reason: 'Its repository is gone, so nothing tells what of it is elsewhere. Look at it, and remove it yourself.' }]);
  await rename(`${team.repository.path}-away`, team.repository.path);
  expect((await prune(team)).cleared).toMatchObject([{ is: 'merge-checkout', team: 'market', path }]);
  await waitUntil(() => !existsSync(path), { what: 'it to be gone' });
});
