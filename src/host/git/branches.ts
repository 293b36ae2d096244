import { refusal, runGit } from './run-git.ts';

/** The commit of a local branch; undefined when there is no such branch. */
export async function branchCommit(repository: string, branch: string): Promise<string | undefined> {
  return commitOf(repository, `refs/heads/${branch}`);
}

/** The commit that a ref or a commit id stands for; undefined when there is none. */
export async function commitOf(repository: string, name: string): Promise<string | undefined> {
  const argv = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const { stdout, exitCode } = await runGit(repository, argv, { accepted: [0, 1] });
  return exitCode === 0 ? stdout.trim() : undefined;
}

/** Whether any ref keeps a commit from being lost. A commit that git no longer has can not be kept. */
export async function isHeld(repository: string, commit: string): Promise<boolean> {
  const noSuchCommit = 129;
  const argv = ['for-each-ref', '--count=1', `--contains=${commit}`];
  const { stdout, exitCode } = await runGit(repository, argv, { accepted: [0, noSuchCommit] });
  return exitCode === noSuchCommit || stdout !== '';
}

/** Whether all of a commit is in a later one. */
export async function isAncestor(repository: string, earlier: string, later: string): Promise<boolean> {
  const { exitCode } = await runGit(repository, ['merge-base', '--is-ancestor', earlier, later], { accepted: [0, 1] });
  return exitCode === 0;
}

/** Has a ref keep a commit, wherever it was before; on disk before this returns. */
export async function keepAt(repository: string, ref: string, commit: string): Promise<void> {
  await runGit(repository, ['update-ref', '-m', 'coders: kept', ref, commit], { settings: ['core.fsync=reference'] });
}

/** What keeps a commit that a checkout was at, and no branch has. */
export function detachedRef(commit: string): string {
  return `refs/coders/saved/detached/${commit}`;
}

/** Makes a ref that must not exist yet, unless it stands at that very commit already. */
export async function makeRef(repository: string, ref: string, commit: string): Promise<void> {
  if ((await commitOf(repository, ref)) === commit) return;
  const mustNotExist = '';
  await runGit(repository, ['update-ref', '-m', 'coders: restored', ref, commit, mustNotExist]);
}

/** Gives a branch another name, in the worktrees that are on it too. Done already counts as done. */
export async function renameBranch(repository: string, from: string, to: string): Promise<void> {
  const [source, target] = await Promise.all([branchCommit(repository, from), branchCommit(repository, to)]);
  if (source === undefined && target !== undefined) return;
  if (source === undefined) throw refusal(['branch', '--move', from, to], `There is no branch ${from} in ${repository} to rename.`);
  await runGit(repository, ['branch', '--move', '--', from, to]);
}
