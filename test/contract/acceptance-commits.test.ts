import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { examineIn, short } from './acceptance/trial.ts';

beforeAll(useNoGitSettings);

let repository: TestRepository;
let base: string;
async function scene(): Promise<void> {
  repository = await gitRepository({ files: { 'README.md': 'A shop.\n', 'src/cart.ts': '1' } });
  base = await repository.git(['rev-parse', 'HEAD']);
}

test('so many commits since the base pass, and the commit is told', async () => {
  await scene();
  await repository.commit({ 'src/cart.ts': '2' });
  const commit = await repository.commit({ 'src/cart.ts': '3' });
  expect(await examineIn(repository.path, { commits: 2 }, { base })).toEqual({ passed: true, commit, output: '' });
  expect(await examineIn(repository.path, { commits: 3 }, { base })).toEqual({
    passed: false, because: `The branch has 2 commits since ${short(base)}, and at least 3 are asked for.`, output: '' });
  expect(await examineIn(repository.path, { commits: 3 })).toMatchObject({ passed: true });
});

test.each([
  ['changed', ['README.md'], 'README.md is changed and not committed.'],
  ['changed, as two', ['README.md', 'src/cart.ts'], 'README.md and src/cart.ts are changed and not committed.'],
])('a tracked file that is %s and not committed is told', async (_, files, sentence) => {
  await scene();
  await repository.commit({ 'src/search.ts': '1' });
  await repository.write(Object.fromEntries(files.map((file) => [file, 'else'])));
  expect(await examineIn(repository.path, { commits: 1 }, { base })).toMatchObject({ passed: false, because: sentence });
  expect(await examineIn(repository.path, { run: ['true'] })).toMatchObject({ passed: false, because: sentence });
});

test('what is new and not committed is told, for whoever builds on the commit would not have it; what is staged is not committed either', async () => {
  await scene();
  await repository.write({ 'notes/ünïcode 日本.txt': 'x', 'a b': 'y' });
  expect(await examineIn(repository.path, { run: ['true'] })).toMatchObject({ passed: false, because: 'a b and notes/ are new and not committed: commit them, or have git ignore them.' });
  await repository.git(['add', '--all']);
  expect(await examineIn(repository.path, { run: ['true'] })).toMatchObject({ passed: false, because: 'a b and notes/ünïcode 日本.txt are changed and not committed.' });
});

test('what git is to ignore, and what agents\' tools keep for themselves, is no part of the work', async () => {
  await scene();
  await repository.commit({ '.gitignore': 'build/\n' });
  await repository.write({ 'build/out.js': 'x', '.claude/settings.local.json': '{}', '.codex/log': 'x' });
  expect(await examineIn(repository.path, { run: ['true'] })).toMatchObject({ passed: true });
});

test('a removed file, and many, are told as well', async () => {
  await scene();
  await repository.commit(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, name])));
  for (const name of ['a', 'b', 'c', 'd', 'e']) await rm(join(repository.path, name));
  expect(await examineIn(repository.path, { commits: 1 })).toMatchObject({ because: 'a, b, c and 2 more are changed and not committed.' });
});

const patterns: readonly (readonly [pattern: string, matches: boolean])[] = [
  ['src/api/cart.ts', true],
  ['src/**/*.ts', true],
  ['src/*.ts', false],
  ['src/*/*.ts', true],
  ['**/cart.ts', true],
  ['*.ts', false],
  ['src', true],
  ['src/', true],
  ['src/api/[cs]art.ts', true],
  ['src/api/c?rt.ts', true],
  ['README.md', false],
  ['docs/**', true],
  ['**', true],
  ['!src', false],
  ['brackets [1].md', true], // as it is spelled
  ['brackets \\[1\\].md', true],
];

test('each pattern matches a path that was changed since the base', async () => {
  await scene();
  await repository.commit({ 'docs/a b.md': '1', 'brackets [1].md': '1', 'src/api/cart.ts': '2' });
  const found = await Promise.all(patterns.map(async ([pattern]) => [pattern, (await examineIn(repository.path, { files: [pattern] }, { base })).passed]));
  expect(found).toEqual(patterns);
  expect(await examineIn(repository.path, { files: ['src/**', 'test/**/*.ts', 'lib/*'] }, { base })).toMatchObject({ passed: false,
    because: `No file that matches "test/**/*.ts" is changed in a commit since ${short(base)}. No file that matches "lib/*" is changed in a commit since ${short(base)}.` });
});

test('without a base all files of the commit count', async () => {
  await scene();
  expect(await examineIn(repository.path, { files: ['README.md', 'src/*.ts'] })).toMatchObject({ passed: true });
  expect(await examineIn(repository.path, { files: ['lib'] })).toMatchObject({ passed: false, because: 'No file that matches "lib" is changed in a commit.' });
});

test('another commit than the one that was called done is told, and nothing runs', async () => {
  await scene();
  const head = await repository.commit({ a: '1' });
  expect(await examineIn(repository.path, { run: ['echo ran'] }, { commit: base })).toEqual({ passed: false, output: '',
    because: `HEAD is at ${short(head)}, and the mission was called done at ${short(base)}: call it done again, and leave the branch alone from then on.` });
  expect(await examineIn(repository.path, { run: ['echo ran'] }, { commit: head })).toEqual({ passed: true, commit: head, output: '$ echo ran\nran\n' });
});

test('a branch that moves while commands run can not be judged', async () => {
  await scene();
  const move = 'echo x > moved && git add moved && git -c user.name=a -c user.email=a@b commit --quiet --message Moved';
  const found = await examineIn(repository.path, { run: [move] }, { base });
  const head = await repository.git(['rev-parse', 'HEAD']);
  expect(found).toMatchObject({ passed: undefined, because: `The branch moved while it was looked at, from ${short(base)} to ${short(head)}.` });
});

test('where there is no repository, commands alone are run; what asks for commits says that there are none', async () => {
  const directory = await temporaryDirectory();
  expect(await examineIn(directory, { run: ['echo ran'] })).toEqual({ passed: true, output: '$ echo ran\nran\n' });
  const because = `There is no commit in ${directory}, and commits are looked at: commit the work there.`;
  expect(await examineIn(directory, { commits: 1 })).toMatchObject({ passed: false, because });
  const { path } = await gitRepository({ files: {} });
  expect(await examineIn(path, { files: ['a'] })).toMatchObject({ passed: false, because: because.replace(directory, path) });
});

test('a git that fails is no fault of the work', async () => {
  await scene();
  expect(await examineIn(repository.path, { commits: 1 }, { base: '1'.repeat(40) })).toMatchObject({ passed: undefined, because: expect.stringContaining('1'.repeat(40)) });
  expect(await examineIn(join(repository.path, 'gone'), { run: ['true'] })).toMatchObject({ passed: undefined, because: expect.stringContaining('does not exist') });
});
