import { join } from 'node:path';
import { detachedRef, isHeld, makeRef } from './branches.ts';
import { listWorktrees, unfinished, type ListedWorktree } from './list-worktrees.ts';
import { commonDirectory } from './locate.ts';
import { canonicalPath, exists } from './paths.ts';
import { lastCommit, recordDirectory } from './record.ts';
import { refusal, runGit } from './run-git.ts';
import { scrapUnfinished, settled } from './unfinished.ts';

/**
 * Removes git's record of one worktree whose directory is gone, or that git never finished; no other record, as a
 * prune would. Commits that only the record still knows are kept: on their branch where that was removed too, else
 * under refs/coders/saved. Without a record there is nothing to do.
 */
export async function forgetWorktree(repository: string, writtenPath: string): Promise<void> {
  const path = await canonicalPath(writtenPath);
  const listed = (await listWorktrees(repository)).find((worktree) => worktree.path === path);
  if (listed === undefined) return;
  if (listed.locked === unfinished) return forgetUnfinished(repository, path);
  await refuseStanding(repository, path);
  await keepCommits(repository, listed);
  await runGit(repository, ['worktree', 'remove', '--', path]);
}

/** The git of a killed runner may finish it after all: then it is whole, and stays. */
async function forgetUnfinished(repository: string, path: string): Promise<void> {
  const listed = await settled(repository, path);
  if (listed?.locked === unfinished) await scrapUnfinished(repository, listed);
}

async function refuseStanding(repository: string, path: string): Promise<void> {
  if (!(await exists(path))) return;
  const command = ['worktree', 'remove', path];
  if (await exists(join(path, '.git'))) throw refusal(command, `${path} is not gone: it is a checkout again.`, 'Plan again.');
  throw refusal(command, `${path} exists, but its .git file is gone, so git does not know it as a checkout.`,
    `To make it one again, run: git -C ${repository} worktree repair ${path}. Or move it away.`);
}

async function keepCommits(repository: string, { path, head, branch }: ListedWorktree): Promise<void> {
  if (branch !== undefined && head !== undefined) return;
  const record = await recordDirectory(await commonDirectory(repository), path);
  const last = head ?? (record === undefined ? undefined : await lastCommit(record));
  if (last === undefined || (await isHeld(repository, last))) return;
  await makeRef(repository, branch === undefined ? detachedRef(last) : `refs/heads/${branch}`, last);
}
