import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createGit } from '../../src/host/git/git.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';

beforeAll(useNoGitSettings);

const git = createGit();
let repository: TestRepository;
/** A worktree on the branch `cart`, which the tests merge into. */
let path: string;

beforeEach(async () => {
  repository = await gitRepository({ files: { a: '1\n', b: '1\n' } });
  path = join(repository.path, '.coders', 'worktrees', 'cart');
  await git.createWorktree({ repository: repository.path, path, branch: 'cart', from: { commit: 'HEAD' } });
});

/** A commit on a branch of its own that starts at main. */
async function other(branch: string, files: Readonly<Record<string, string>>): Promise<string> {
  await repository.git(['checkout', '--quiet', '-b', branch, 'main']);
  const commit = await repository.commit(files);
  await repository.git(['checkout', '--quiet', 'main']);
  return commit;
}
const head = () => repository.git(['rev-parse', 'HEAD'], path);
const status = () => repository.git(['status', '--porcelain'], path);
const says = (format: string) => repository.git(['log', '-1', `--format=${format}`], path);

test('a branch without commits of its own moves to the accepted one, and no commit is made', async () => {
  const search = await other('search', { search: '1' });
  expect(await git.mergeInto(path, [search])).toEqual({ outcome: 'merged', commit: search, added: [search] });
  expect([await head(), await repository.git(['branch', '--show-current'], path), await status()]).toEqual([search, 'cart', '']);
});

test('several commits are merged one after the other; those that are there already are nothing, also a second time', async () => {
  const [own, one, two] = [await repository.commit({ cart: '1' }, path), await other('one', { one: '1' }), await other('two', { two: '1' })];
  const merged = await git.mergeInto(path, [own, one, two]);
  expect(merged).toEqual({ outcome: 'merged', commit: await head(), added: [one, two] });
  expect((await repository.git(['ls-files'], path)).split('\n')).toEqual(['a', 'b', 'cart', 'one', 'two']);
  expect(await git.mergeInto(path, [own, one, two])).toEqual({ ...merged, added: [] });
  expect(await git.mergeInto(path, [])).toEqual({ ...merged, added: [] });
});

test('a conflict is told with its files, and leaves the work tree as it was', async () => {
  const own = await repository.commit({ a: 'cart\n', b: 'cart\n', c: '1' }, path);
  const [fine, conflicting] = [await other('fine', { d: '1' }), await other('conflicting', { a: 'other\n', b: 'other\n', e: '1' })];
  expect(await git.mergeInto(path, [conflicting])).toEqual({ outcome: 'conflict', commit: conflicting, files: ['a', 'b'] });
  expect([await head(), await status(), await readFile(join(path, 'a'), 'utf8')]).toEqual([own, '', 'cart\n']);
  // What comes before it in the list stays merged: once the conflict is solved, the rest is little.
  expect(await git.mergeInto(path, [fine, conflicting])).toMatchObject({ outcome: 'conflict', commit: conflicting });
  expect([await repository.git(['merge-base', fine, 'HEAD'], path), await status()]).toEqual([fine, '']);
});

test('where a tracked file is changed and not committed nothing is merged', async () => {
  const search = await other('search', { search: '1' });
  await writeFile(join(path, 'a'), 'in work');
  const before = await head();
  expect(await git.mergeInto(path, [search])).toEqual({ outcome: 'unclean', commit: search, files: ['a'] });
  expect([await head(), await readFile(join(path, 'a'), 'utf8')]).toEqual([before, 'in work']);
});

test('files that nobody tracks stay, and where a merge would write over them there is none', async () => {
  const [search, notes] = [await other('search', { search: '1' }), await other('notes', { 'notes/one': 'theirs', 'notes/two': 'theirs' })];
  await repository.write({ 'notes/one': 'mine', 'notes/two': 'mine' }, path);
  expect(await git.mergeInto(path, [search])).toMatchObject({ outcome: 'merged' });
  expect(await git.mergeInto(path, [notes])).toEqual({ outcome: 'unclean', commit: notes, files: ['notes/one', 'notes/two'] });
  expect(await readFile(join(path, 'notes/one'), 'utf8')).toBe('mine');
});

test('a merge that a killed runner left in conflict is taken up again; one that an agent began is left alone', async () => {
  await repository.commit({ a: 'cart\n' }, path);
  const conflicting = await other('conflicting', { a: 'other\n' });
  await repository.git(['merge', '-m', 'Merge the accepted work of another mission', conflicting], path).catch(() => undefined);
  expect(await git.mergeInto(path, [conflicting])).toEqual({ outcome: 'conflict', commit: conflicting, files: ['a'] });
  expect(await status()).toBe('');
  await repository.git(['merge', '-m', 'Mine', conflicting], path).catch(() => undefined);
  expect(await git.mergeInto(path, [conflicting])).toEqual({ outcome: 'unclean', commit: conflicting, files: ['a'] });
  expect(await status()).toBe('UU a');
});

test('a merge is in the name that the repository was told; where there is none, in a plain one that is written nowhere', async () => {
  await repository.commit({ cart: '1' }, path);
  await git.mergeInto(path, [await other('one', { one: '1' })]);
  expect(await says('%an <%ae> %cn <%ce>')).toBe('coders <coders@localhost> coders <coders@localhost>');
  expect(await repository.git(['config', '--list', '--local'])).not.toContain('user.');
  await repository.git(['config', 'user.name', 'Bea']);
  await repository.git(['config', 'user.email', 'bea@example.com']);
  await git.mergeInto(path, [await other('two', { two: '1' })]);
  expect(await says('%an <%ae> %cn <%ce>|%s')).toBe('Bea <bea@example.com> Bea <bea@example.com>|Merge the accepted work of another mission');
});

test('settings and hooks of the person change nothing of it', async () => {
  for (const [name, value] of [['merge.ff', 'only'], ['commit.gpgSign', 'true'], ['merge.verifySignatures', 'true'], ['branch.cart.mergeOptions', '--squash --no-commit'], ['merge.autoStash', 'true']] as const) await repository.git(['config', name, value]);
  await repository.write({ '.git/hooks/commit-msg': { executable: '#!/bin/sh\nexit 1\n' }, '.git/hooks/pre-merge-commit': { executable: '#!/bin/sh\nexit 1\n' } });
  await repository.git(['-c', 'commit.gpgSign=false', 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', 'Own'], path);
  await repository.git(['checkout', '--quiet', '-b', 'one', 'main']);
  await repository.git(['-c', 'commit.gpgSign=false', 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', 'Theirs']);
  const one = await repository.git(['rev-parse', 'HEAD']);
  expect(await git.mergeInto(path, [one])).toMatchObject({ outcome: 'merged', added: [one] });
  expect(await says('%P')).toContain(one);
});

test('a commit that is not there, or that has nothing in common, is a failure', async () => {
  await expect(git.mergeInto(path, ['1'.repeat(40)])).rejects.toThrow('1'.repeat(40));
  await repository.git(['checkout', '--quiet', '--orphan', 'stranger']);
  const stranger = await repository.commit({ z: '1' });
  await expect(git.mergeInto(path, [stranger])).rejects.toThrow(/unrelated histories/);
});

test('what a folder is on, what was changed since, and how often', async () => {
  const base = await git.head(path);
  const now = await repository.commit({ 'src/a.ts': '1' }, path);
  expect([base, await git.head(path)]).toEqual([await repository.git(['rev-parse', 'main']), now]);
  expect([await git.countCommits(path, base), await git.countCommits(path), await git.changedSince(path, 'src/*.ts', base), await git.uncommitted(path)]).toEqual([1, 2, ['src/a.ts'], []]);
});
