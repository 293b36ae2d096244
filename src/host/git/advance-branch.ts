import { branchCommit } from './branches.ts';
import { uncommittedIn } from './changes-since.ts';
import { listWorktrees } from './list-worktrees.ts';
import { exists } from './paths.ts';
import { runGit } from './run-git.ts';

/** A branch that is to move on, from one commit to a later one. */
export interface Advance {
  readonly branch: string;
  readonly from: string;
  readonly to: string;
}

/** What became of it: somebody else may have moved the branch meanwhile. `because` is a sentence for people. */
export type Advanced = 'advanced' | 'moved' | { readonly because: string };

/**
 * Moves a branch on, if it is where it was. Where it is checked out, that checkout goes along, and only if nothing in it is
 * changed: a person's files are not touched, and a checkout that does not go along would seem to take everything back.
 */
export async function advanceBranch(repository: string, { branch, from, to }: Advance): Promise<Advanced> {
  const obstacle = await obstacleToAdvance(repository, branch);
  if (obstacle !== undefined) return { because: obstacle };
  if ((await branchCommit(repository, branch)) !== from) return 'moved';
  const holder = await holderOf(repository, branch);
  if (holder !== undefined) return fastForward(holder, to);
  const { exitCode } = await runGit(repository, ['update-ref', '-m', 'coders: merged', `refs/heads/${branch}`, to, from], { accepted: [0, 1, 128], settings: ['core.fsync=reference'] });
  return exitCode === 0 ? 'advanced' : 'moved';
}

/** Why a branch cannot be moved now, as a sentence; undefined where it can. */
export async function obstacleToAdvance(repository: string, branch: string): Promise<string | undefined> {
  if ((await branchCommit(repository, branch)) === undefined) return `There is no branch ${branch} in ${repository}.`;
  const path = await holderOf(repository, branch);
  if (path === undefined) return undefined;
  const changed = await uncommittedIn(path);
  if (changed.length === 0) return undefined;
  const some = changed.slice(0, 3).join(', ');
  return `${branch} is checked out at ${path}, where ${some}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''} ${changed.length === 1 ? 'is' : 'are'} changed and not committed.`;
}

/** Git itself refuses where a file that is not tracked, or was changed meanwhile, is in the way. */
async function fastForward(path: string, to: string): Promise<Advanced> {
  const { exitCode, stderr } = await runGit(path, ['merge', '--quiet', '--ff-only', '--no-autostash', '--no-stat', '--no-verify-signatures', to], { accepted: [0, 1, 2, 128] });
  return exitCode === 0 ? 'advanced' : { because: `The checkout at ${path} can not go along: ${stderr.trim().split('\n').join(' ')}` };
}

async function holderOf(repository: string, branch: string): Promise<string | undefined> {
  const holder = (await listWorktrees(repository)).find((worktree) => worktree.branch === branch && !worktree.bare);
  return holder !== undefined && (await exists(holder.path)) ? holder.path : undefined;
}
