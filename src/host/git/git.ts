import type { ObservedRepository } from '../../state/observed.ts';
import { makeRef, renameBranch } from './branches.ts';
import { changedSince, countCommits, uncommittedIn } from './changes-since.ts';
import { createWorktree, type NewWorktree } from './create-worktree.ts';
import { commitsSince } from './commits-since.ts';
import { isDirty } from './dirty.ts';
import { forgetWorktree } from './forget-worktree.ts';
import { headOf } from './head.ts';
import { learn, type Learning } from './learnings.ts';
import { mergeInto, type Merged } from './merge-into.ts';
import { moveWorktree } from './move-worktree.ts';
import { observeRepository } from './observe.ts';
import { obtain, publish } from './publish.ts';
import { removeWorktree } from './remove-worktree.ts';
import { saveWork } from './save-work.ts';
import { createTurns } from './turns.ts';

/**
 * Git, as far as teams need it. `repository` is always the path that the manifest gives. Every method may be repeated
 * after a kill: what is done already counts as done. Each throws a HostError when git fails or when work would be lost.
 */
export interface Git {
  /** One look. Absent and unusable are answers. `inspect` names the worktrees whose work is wanted: what a plan may remove. */
  observe(repository: string, inspect: readonly string[]): Promise<ObservedRepository>;
  /** Whether a work tree holds anything that is not committed; ignored files do not count. */
  isDirty(path: string): Promise<boolean>;
  /** The latest commits of a work tree, newest first, as `1a2b3c4 Subject`: those that `base` has not. None where there is no repository. */
  commitsSince(path: string, base?: string): Promise<string[]>;
  /** The commit that a folder is on; undefined where it is in no repository, or on a branch without a commit. */
  head(path: string): Promise<string | undefined>;
  /** How many commits HEAD has that `base` has not; all of HEAD's without a base. */
  countCommits(path: string, base?: string): Promise<number>;
  /** Paths that match a pattern, as in a mission's `accept.files`, and differ between `base` and HEAD; of all of HEAD's without a base. */
  changedSince(path: string, pattern: string, base?: string): Promise<readonly string[]>;
  /** Tracked files that are not as HEAD has them. */
  uncommitted(path: string): Promise<readonly string[]>;
  /**
   * Merges commits into what is checked out in a work tree, one after the other; those it has already are nothing. Files that
   * are not committed, and conflicts, are answers: then nothing is touched. Throws a HostError where there is no such commit.
   */
  mergeInto(path: string, commits: readonly string[]): Promise<Merged>;
  /** Adds what is learned to the team's file of it, in a worktree of the runner's own that is made where there is none, and commits it there. Gives the commit. */
  learn(learning: Learning): Promise<string>;
  /** Makes a commit known to the other clones of the repository, under a ref of its remote. False where it has no remote: nothing is done. */
  publish(repository: string, commit: string, ref: string): Promise<boolean>;
  /** Fetches a commit that another clone has published under a ref, unless it is there already. False where it can not be had. */
  obtain(repository: string, commit: string, ref: string): Promise<boolean>;
  createWorktree(wanted: NewWorktree): Promise<void>;
  /** For a worktree whose directory is gone, or that git never finished: removes that one record. */
  forgetWorktree(repository: string, path: string): Promise<void>;
  moveWorktree(repository: string, from: string, to: string): Promise<void>;
  /** Makes a branch that was removed again, where it was last. Never moves one that exists. */
  restoreBranch(repository: string, branch: string, commit: string): Promise<void>;
  renameBranch(repository: string, from: string, to: string): Promise<void>;
  /** Saves uncommitted and untracked content and HEAD in one commit at `ref`, unseen by the agent. */
  saveWork(repository: string, path: string, ref: string): Promise<{ commit: string }>;
  /** Removes a worktree, never its branch, if `saved` (a ref or commit) holds all of it or nothing needs saving. */
  removeWorktree(repository: string, path: string, saved?: string): Promise<void>;
}

export function createGit(): Git {
  const inTurn = createTurns();
  return {
    observe: observeRepository,
    isDirty,
    commitsSince,
    head: headOf,
    countCommits,
    changedSince,
    uncommitted: uncommittedIn,
    saveWork,
    publish,
    obtain,
    mergeInto: (path, commits) => inTurn(path, () => mergeInto(path, commits)),
    learn: (learning) => inTurn(learning.repository, () => learn(learning)),
    createWorktree: (wanted) => inTurn(wanted.repository, () => createWorktree(wanted)),
    forgetWorktree: (repository, path) => inTurn(repository, () => forgetWorktree(repository, path)),
    moveWorktree: (repository, from, to) => inTurn(repository, () => moveWorktree(repository, { from, to })),
    restoreBranch: (repository, branch, commit) => inTurn(repository, () => makeRef(repository, `refs/heads/${branch}`, commit)),
    renameBranch: (repository, from, to) => inTurn(repository, () => renameBranch(repository, from, to)),
    removeWorktree: (repository, path, saved) => inTurn(repository, () => removeWorktree(repository, path, saved)),
  };
}
