import { listWorktrees } from './list-worktrees.ts';
import { canonicalPath } from './paths.ts';
import { makePlace } from './place.ts';
import { refusal, runGit } from './run-git.ts';

/** Where a worktree is and where it shall be. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Moves a worktree with all it holds. Done already counts as done. */
export async function moveWorktree(repository: string, move: Move): Promise<void> {
  const [from, to] = [await canonicalPath(move.from), await canonicalPath(move.to)];
  const paths = (await listWorktrees(repository)).map(({ path }) => path);
  if (!paths.includes(from) && paths.includes(to)) return;
  if (!paths.includes(from)) throw refusal(['worktree', 'move', from, to], `${from} is no worktree of ${repository}.`);
  await makePlace(to, await canonicalPath(repository));
  await runGit(repository, ['worktree', 'move', '--', from, to]);
}
