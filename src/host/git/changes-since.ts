import { runGit } from './run-git.ts';

/** See `Git.countCommits`. */
export async function countCommits(directory: string, base?: string): Promise<number> {
  const { stdout } = await runGit(directory, ['rev-list', '--count', base === undefined ? 'HEAD' : `${base}..HEAD`, '--']);
  return Number(stdout);
}

/**
 * Paths that match a pattern and differ between `base` and HEAD, those that were removed among them; all of HEAD's where there
 * is no base. In a pattern `*` stands for a part of a name, `**` for any folders; a folder stands for all that is in it.
 */
export async function changedSince(directory: string, pattern: string, base?: string): Promise<readonly string[]> {
  const before = base ?? (await emptyTree(directory));
  const { stdout } = await runGit(directory, ['diff', '--name-only', '--no-renames', '--no-ext-diff', '--relative', '-z', before, 'HEAD', '--', `:(glob)${pattern}`]);
  return names(stdout);
}

/** Tracked paths whose content or stage is not that of HEAD. Reads only. */
export async function uncommittedIn(directory: string): Promise<readonly string[]> {
  const { stdout } = await runGit(directory, ['status', '--porcelain', '-z', '--untracked-files=no', '--no-renames']);
  return names(stdout).map((line) => line.slice('XY '.length));
}

/** Paths that git knows nothing of and was not told to ignore; a folder in which it knows nothing stands for all in it. Reads only. */
export async function untrackedIn(directory: string): Promise<readonly string[]> {
  const { stdout } = await runGit(directory, ['status', '--porcelain', '-z', '--untracked-files=normal', '--no-renames']);
  return names(stdout).flatMap((line) => (line.startsWith('?? ') ? [line.slice('?? '.length)] : []));
}

/** Git knows it without its being written anywhere; its name depends on how the repository makes names. */
async function emptyTree(directory: string): Promise<string> {
  return (await runGit(directory, ['hash-object', '-t', 'tree', '--stdin'], { input: '' })).stdout.trim();
}

function names(listed: string): readonly string[] {
  return listed.split('\0').filter((name) => name !== '');
}
