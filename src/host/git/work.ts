import type { WorktreeWork } from '../../state/observed.ts';
import { withCandidIndex } from './candid-index.ts';
import { checkoutOf, type Checkout } from './checkout.ts';
import type { ListedWorktree } from './list-worktrees.ts';
import { obstacleTo } from './obstacle.ts';
import { runGit } from './run-git.ts';
import { readStatus } from './status.ts';

/** What would be lost if a worktree were removed. Writes nothing. */
export async function worktreeWork(repository: string, worktree: ListedWorktree, listed: readonly ListedWorktree[]): Promise<WorktreeWork> {
  const checkout = await checkoutOf(repository, worktree, listed);
  return withCandidIndex(checkout, async (index) => {
    const status = await readStatus(index);
    const obstacle = await obstacleTo(checkout, status, index);
    return {
      uncommitted: status.uncommitted,
      unmerged: await unmergedCommits(checkout),
      ignored: status.ignored,
      ...(obstacle === undefined ? {} : { obstacle }),
    };
  });
}

/** Commits that no other branch, no remote-tracking branch and no tag reaches. */
async function unmergedCommits({ path, head, branch }: Checkout): Promise<number> {
  if (head === undefined) return 0;
  const own = branch === undefined ? [] : [`--exclude=${branch}`];
  const { stdout } = await runGit(path, ['rev-list', '--count', head, '--not', ...own, '--branches', '--remotes', '--tags']);
  return Number(stdout);
}
