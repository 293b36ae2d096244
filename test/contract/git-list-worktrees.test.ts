import { execFileSync } from 'node:child_process';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listWorktrees } from '../../src/host/git/list-worktrees.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

test('a worktree that another git makes at this moment is read once its record is written', async () => {
  const repository = await gitRepository();
  const worktree = join(await temporaryDirectory(), 'pear');
  await repository.git(['worktree', 'add', '--quiet', '-b', 'pear', worktree]);
  const record = join(repository.path, '.git', 'worktrees', 'pear', 'commondir');
  const written = await readFile(record);
  await rm(record);
  execFileSync('mkfifo', [record]);
  const listed = listWorktrees(repository.path);
  const pipe = await open(record, 'w'); // waits until git reads it
  await writeFile(`${record}.written`, written);
  await rename(`${record}.written`, record);
  await pipe.close(); // git has read nothing
  expect((await listed).map(({ branch }) => branch)).toEqual(['main', 'pear']);
});

test('a record that stays empty is an error, and no empty list', async () => {
  const repository = await gitRepository();
  await repository.git(['worktree', 'add', '--quiet', '-b', 'pear', join(await temporaryDirectory(), 'pear')]);
  await writeFile(join(repository.path, '.git', 'worktrees', 'pear', 'commondir'), '');
  await expect(listWorktrees(repository.path)).rejects.toThrow(/failed to read .*commondir/);
});
