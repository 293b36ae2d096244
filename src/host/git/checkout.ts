import { join } from 'node:path';
import { listWorktrees, type ListedWorktree } from './list-worktrees.ts';
import { commonDirectory } from './locate.ts';
import { canonicalPath, exists, isWithin } from './paths.ts';
import { lastCommit, recordDirectory } from './record.ts';
import { refusal } from './run-git.ts';

/** A linked worktree whose directory exists, with what is needed to look into it. */
export interface Checkout {
  readonly path: string;
  /** Git's own directory for it. */
  readonly record: string;
  /** What HEAD stands for; where its branch was removed under it, the last commit it was on. */
  readonly head?: string;
  readonly branch?: string;
  readonly locked?: string;
  /** Other worktrees inside its directory. */
  readonly inner: readonly string[];
}

/** The checkout at a path. Throws a HostError when git has none there. */
export async function checkoutAt(repository: string, writtenPath: string): Promise<Checkout> {
  const [path, listed] = [await canonicalPath(writtenPath), await listWorktrees(repository)];
  const worktree = listed.find((other) => other.path === path);
  if (worktree === undefined) throw refusal(['worktree', 'list'], `${path} is no worktree of ${repository}.`);
  return checkoutOf(repository, worktree, listed);
}

export async function checkoutOf(repository: string, worktree: ListedWorktree, listed: readonly ListedWorktree[]): Promise<Checkout> {
  const { path, branch, locked } = worktree;
  const record = await recordDirectory(await commonDirectory(repository), path);
  if (record === undefined) throw refusal(['worktree', 'list'], `${path} is the main work tree of ${repository}, not a linked one.`);
  if (!(await exists(join(path, '.git')))) throw refusal(['worktree', 'list'], `The checkout at ${path} is gone.`);
  const head = worktree.head ?? (await lastCommit(record));
  return {
    path,
    record,
    ...(head === undefined ? {} : { head }),
    ...(branch === undefined ? {} : { branch }),
    ...(locked === undefined ? {} : { locked }),
    inner: listed.map((other) => other.path).filter((other) => other !== path && isWithin(other, path)),
  };
}
