import { runGit } from './run-git.ts';
import { commitOf } from './branches.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * A commit that holds a snapshot. Its tree is the working tree; its parents are the commit the worktree was on, then
 * a commit of what was staged where that differs from both, then what the same ref held before.
 */
export interface SavedWork {
  readonly commit: string;
  readonly tree: string;
  /** The commit itself and its parents. */
  readonly commits: readonly string[];
  /** Trees of the same. */
  readonly trees: readonly string[];
}

/** What a ref or commit id holds; undefined when there is no such commit. */
export async function readSavedWork(repository: string, name: string): Promise<SavedWork | undefined> {
  const commit = await commitOf(repository, name);
  if (commit === undefined) return undefined;
  const argv = ['log', '--no-walk=unsorted', '--no-show-signature', '--no-color', '--format=%H %T', commit, `${commit}^@`];
  const { stdout } = await runGit(repository, argv);
  const rows = stdout.trim().split('\n').map((row) => row.split(' '));
  return { commit, tree: rows[0]?.[1] ?? '', commits: rows.map(([id = '']) => id), trees: rows.map(([, tree = '']) => tree) };
}

/** What a snapshot holds that the saved commit does not, as phrases; none when all of it is saved. */
export async function unsaved(repository: string, now: Snapshot, saved: SavedWork): Promise<readonly string[]> {
  const moved = now.head !== undefined && !saved.commits.includes(now.head);
  const stagedElsewhere = [now.tree, now.headTree, ...saved.trees].includes(now.stagedTree);
  return [
    ...(moved ? [`HEAD is at ${now.head.slice(0, 10)}`] : []),
    ...(now.tree === saved.tree ? [] : [`files differ: ${await differing(repository, saved.tree, now.tree)}`]),
    ...(stagedElsewhere ? [] : ['other content is staged']),
  ];
}

/** Up to five paths in which two trees differ. */
export async function differing(repository: string, before: string, after: string): Promise<string> {
  const { stdout } = await runGit(repository, ['diff-tree', '-r', '--name-only', '-z', before, after]);
  const paths = stdout.split('\0').filter((path) => path !== '');
  return paths.length > 5 ? `${paths.slice(0, 5).join(', ')} and ${paths.length - 5} more` : paths.join(', ');
}
