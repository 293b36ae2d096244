import { runGit } from './run-git.ts';

/** One git, and nothing is written: this is for a note of how things stand, and not for what is about to be removed (see `worktreeWork`). */
export async function isDirty(path: string): Promise<boolean> {
  const { stdout } = await runGit(path, ['status', '--porcelain', '-z', '--untracked-files=normal', '--no-renames']);
  return stdout !== '';
}
