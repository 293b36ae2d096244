import { rm } from 'node:fs/promises';
import { HostError } from '../host-error.ts';
import { forgetWorktree } from './forget-worktree.ts';
import { listWorktrees, unfinished } from './list-worktrees.ts';
import { canonicalPath, exists } from './paths.ts';
import { makePlace } from './place.ts';
import { runGit } from './run-git.ts';
import { settled } from './unfinished.ts';

/**
 * Brings a checkout of the runner's own to a commit, on no branch. Whatever was begun in it is given up, and what is not tracked
 * goes; what git ignores stays, so that a command need not install all it needs anew. One that is damaged is made anew.
 */
export async function checkOutOwn(repository: string, writtenPath: string, commit: string): Promise<void> {
  const path = await canonicalPath(writtenPath);
  if (await isStanding(repository, path)) {
    try {
      return await bringTo(path, commit);
    } catch (error) {
      if (!(error instanceof HostError)) throw error; // a git that was killed may have left it in any state
    }
  }
  await rm(path, { recursive: true, force: true });
  await forgetWorktree(repository, path);
  await makePlace(path, await canonicalPath(repository));
  await runGit(repository, ['worktree', 'add', '--quiet', '--detach', '--', path, commit]);
}

async function isStanding(repository: string, path: string): Promise<boolean> {
  const listed = (await listWorktrees(repository)).find((worktree) => worktree.path === path);
  if (listed === undefined || !(await exists(path))) return false;
  return listed.locked !== unfinished || (await settled(repository, path))?.locked !== unfinished;
}

async function bringTo(path: string, commit: string): Promise<void> {
  const noneUnderWay = 128;
  await runGit(path, ['rebase', '--quit'], { accepted: [0, 1, noneUnderWay] });
  await runGit(path, ['reset', '--quiet', '--hard']);
  await runGit(path, ['clean', '--quiet', '-fd']);
  await runGit(path, ['checkout', '--quiet', '--force', '--detach', commit]);
}
