import { join } from 'node:path';
import { isHeld } from './branches.ts';
import { checkoutAt } from './checkout.ts';
import { forgetWorktree } from './forget-worktree.ts';
import { listWorktrees, unfinished } from './list-worktrees.ts';
import { canonicalPath, exists } from './paths.ts';
import { refusal, runGit } from './run-git.ts';
import { differing, readSavedWork, unsaved } from './saved-work.ts';
import { isClean, takeSnapshot, type Snapshot } from './snapshot.ts';

/**
 * Removes a worktree and its record, never its branch, and only if nothing is lost by it: all it holds now is in
 * `saved` (a ref or commit), or nothing needs saving. Otherwise throws a HostError that says what is not saved.
 * Gone already counts as done.
 */
export async function removeWorktree(repository: string, writtenPath: string, saved?: string): Promise<void> {
  const path = await canonicalPath(writtenPath);
  const listed = (await listWorktrees(repository)).find((worktree) => worktree.path === path);
  if (listed === undefined && !(await exists(path))) return;
  if (listed?.locked === unfinished || (listed !== undefined && !(await exists(join(path, '.git'))))) return forgetWorktree(repository, path);
  const now = await takeSnapshot(await checkoutAt(repository, path));
  const losses = saved === undefined ? await lossesUnsaved(repository, now) : await lossesBeyond(repository, now, saved);
  if (losses.length > 0) {
    throw refusal(['worktree', 'remove', path], `${path} is not removed, because it changed and ${saved === undefined ? 'nothing is saved' : `${saved} does not hold that`}: ${losses.join('; ')}.`,
      'Plan again: the new plan saves what is there now.');
  }
  await runGit(repository, ['worktree', 'remove', '--force', '--', path]);
}

async function lossesUnsaved(repository: string, now: Snapshot): Promise<readonly string[]> {
  const { head, headTree, tree } = now;
  if (head === undefined || headTree === undefined) return ['it is on a branch that has no commit'];
  if (!isClean(now)) return [tree === headTree ? 'other content is staged' : `uncommitted: ${await differing(repository, headTree, tree)}`];
  return (await isHeld(repository, head)) ? [] : [`no branch, tag or other ref holds its commit ${head.slice(0, 10)}`];
}

async function lossesBeyond(repository: string, now: Snapshot, name: string): Promise<readonly string[]> {
  const saved = await readSavedWork(repository, name);
  if (saved === undefined) return [`there is no commit ${name}`];
  const losses = await unsaved(repository, now, saved);
  return (await isHeld(repository, saved.commit)) ? losses : [...losses, `no ref holds ${name}`];
}
