import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createGit } from '../../src/host/git/git.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';

beforeAll(useNoGitSettings);

const git = createGit();
let repository: TestRepository;
/** The worktree of `cart`. */
let path: string;
let base: string;

beforeEach(async () => {
  repository = await gitRepository();
  base = await repository.git(['rev-parse', 'HEAD']);
  path = join(repository.path, '.coders', 'worktrees', 'cart');
  await git.createWorktree({ repository: repository.path, path, branch: 'cart', from: { commit: 'HEAD' } });
});

async function subjects(range: { since: string; until: string }): Promise<readonly string[]> {
  return (await git.ownCommits(path, 'cart', range)).map(({ subject, files }) => `${subject}: ${files}`);
}

test('what is committed behind the commit that somebody looks at is left for the next look', async () => {
  const one = await repository.commit({ 'a.txt': '1', 'b.txt': '1' }, path);
  const two = await repository.commit({ 'a.txt': '2' }, path);
  const [first] = await git.ownCommits(path, 'cart', { since: base, until: one });
  expect(first).toMatchObject({ id: one, files: 2 });
  expect(await subjects({ since: base, until: one })).toHaveLength(1);
  expect(await git.ownCommits(path, 'cart', { since: one, until: two })).toMatchObject([{ id: two, files: 1 }]);
});

test('what came from another branch, and what merges it, is nobody\'s own', async () => {
  await repository.commit({ 'main.txt': '1' });
  await repository.git(['merge', '--quiet', '--no-ff', '-m', 'Take over', 'main'], path);
  const until = await repository.git(['rev-parse', 'HEAD'], path);
  expect(await subjects({ since: base, until })).toEqual([]);
});

test('of a history that was rewritten, whose beginning is gone, nothing is told', async () => {
  expect(await subjects({ since: '0123456789012345678901234567890123456789', until: 'HEAD' })).toEqual([]);
});
