import { join } from 'node:path';
import { branchCommit } from './branches.ts';
import { forgetWorktree } from './forget-worktree.ts';
import { listWorktrees, unfinished, type ListedWorktree } from './list-worktrees.ts';
import { canonicalPath, exists, namesIn } from './paths.ts';
import { makePlace } from './place.ts';
import { refusal, runGit } from './run-git.ts';
import { settled } from './unfinished.ts';

/** A worktree to make. */
export interface NewWorktree {
  readonly repository: string;
  readonly path: string;
  readonly branch: string;
  /** Adopt a branch with its commits, or make one that starts at a commit. */
  readonly from: { readonly existingBranch: true } | { readonly commit: string };
}

/**
 * Makes a worktree. Where an earlier try was killed, takes up what that left: a branch at the same commit, half a
 * checkout, a whole one. Throws a HostError when the path or the branch is taken by something else.
 */
export async function createWorktree(wanted: NewWorktree): Promise<void> {
  const { repository, branch } = wanted;
  const path = await canonicalPath(wanted.path);
  const [listed, commit] = await Promise.all([listWorktrees(repository), branchCommit(repository, branch)]);
  const standing = listed.find((worktree) => worktree.path === path);
  if (standing !== undefined) return takeUp(standing, wanted);
  await refuseTaken(path, branch, listed);
  await makePlace(path, await canonicalPath(repository));
  await addWorktree({ ...wanted, path }, commit);
}

async function takeUp({ path }: ListedWorktree, wanted: NewWorktree): Promise<void> {
  const { repository, branch } = wanted;
  const standing = await settled(repository, path);
  const whole = standing?.head !== undefined && standing.locked !== unfinished && (await exists(join(path, '.git')));
  if (whole && standing.branch === branch) return;
  if (whole) throw taken(path, `${path} is a worktree on ${standing.branch === undefined ? 'a detached commit' : `branch ${standing.branch}`} already, not on ${branch}.`);
  await forgetWorktree(repository, path);
  return createWorktree(wanted);
}

async function refuseTaken(path: string, branch: string, listed: readonly ListedWorktree[]): Promise<void> {
  const names = (await namesIn(path)) ?? [];
  if (names.length > 0) throw taken(path, `${path} exists, is no worktree of this repository, and holds ${names.slice(0, 3).join(', ')}.`);
  const holder = listed.find((worktree) => worktree.branch === branch);
  if (holder !== undefined) throw taken(path, `Branch ${branch} is checked out at ${holder.path} already.`);
}

async function addWorktree({ repository, path, branch, from }: NewWorktree, commit: string | undefined): Promise<void> {
  // `worktree add -b` is these two as well, and where another git disturbs it in between it can not be tried again.
  if ('commit' in from && commit === undefined) await runGit(repository, ['branch', '--no-track', '--', branch, from.commit]);
  else if (commit === undefined) throw taken(path, `There is no branch ${branch} in ${repository} to adopt.`);
  else if ('commit' in from && commit !== from.commit) {
    throw taken(path, `Branch ${branch} exists already, at ${commit.slice(0, 10)} and not at ${from.commit.slice(0, 10)}.`);
  }
  await runGit(repository, ['worktree', 'add', '--quiet', '--', path, branch]);
}

function taken(path: string, message: string) {
  return refusal(['worktree', 'add', path], message, 'Plan again: the repository is not as it was.');
}
