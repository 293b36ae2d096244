import type { LastCommit } from '../../checkins/facts/seen.ts';
import type { ObservedRepository } from '../../state/observed.ts';
import { advanceBranch, obstacleToAdvance, type Advance, type Advanced } from './advance-branch.ts';
import { branchCommit, commitOf, isAncestor, keepAt, makeRef, renameBranch } from './branches.ts';
import { changedSince, countCommits, uncommittedIn, untrackedIn } from './changes-since.ts';
import { createWorktree, type NewWorktree } from './create-worktree.ts';
import { commitsSince } from './commits-since.ts';
import { conflictsBetween, touchedSince, type Touched } from './conflicts.ts';
import { isDirty } from './dirty.ts';
import { forgetWorktree } from './forget-worktree.ts';
import { headOf } from './head.ts';
import { lastCommit } from './last-commit.ts';
import { learn, type Learning } from './learnings.ts';
import { integrate, type Integrated, type Integration } from './integrate.ts';
import { mergeInto, type Merged } from './merge-into.ts';
import { moveWorktree } from './move-worktree.ts';
import { observeRepository } from './observe.ts';
import { checkOutOwn } from './own-checkout.ts';
import { changeBetween, ownCommits, type BranchCommit, type Change, type CommitRange } from './own-commits.ts';
import { obtain, publish } from './publish.ts';
import { removeWorktree } from './remove-worktree.ts';
import { saveWork } from './save-work.ts';
import { tagCommit } from './stable-tag.ts';
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
  /** The latest commit of a work tree; undefined where it is in no repository, or on a branch without a commit. */
  lastCommit(path: string): Promise<LastCommit | undefined>;
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
  /** The commit that a branch is at; undefined where there is no such branch. */
  branch(repository: string, branch: string): Promise<string | undefined>;
  /** The commit that a ref, a branch or an id stands for; undefined where there is none. */
  commit(repository: string, name: string): Promise<string | undefined>;
  /** Whether all of one commit is in another. */
  contains(repository: string, commit: string, earlier: string): Promise<boolean>;
  /** Has a ref of ours keep a commit, wherever it was before. */
  keepAt(repository: string, ref: string, commit: string): Promise<void>;
  /** Brings a checkout of the runner's own to a commit, on no branch; makes it where it is not there. */
  checkOutOwn(repository: string, path: string, commit: string): Promise<void>;
  /** Gets a commit into what such a checkout is at. A conflict is an answer: then nothing is left of it. */
  integrate(path: string, what: Integration): Promise<Integrated>;
  /** Moves a branch to a later commit, if it is where it was and no file of anybody's is in the way. */
  advanceBranch(repository: string, advance: Advance): Promise<Advanced>;
  /** Why a branch cannot be moved now, as a sentence. */
  obstacleToAdvance(repository: string, branch: string): Promise<string | undefined>;
  /** What was committed in a work tree between two commits and is on no other branch than its own, oldest first; merges left out. */
  ownCommits(path: string, branch: string | undefined, range: CommitRange): Promise<readonly BranchCommit[]>;
  /** The commits after one up to another, and what they change. Undefined where one of the two is gone. */
  changeBetween(repository: string, base: string, commit: string): Promise<Change | undefined>;
  /** Tags a commit, with a number where another has that name. Gives the tag. */
  tagCommit(repository: string, name: string, commit: string): Promise<string>;
  /** What the second of two histories did since they parted. */
  touchedSince(repository: string, base: string, head: string): Promise<readonly Touched[]>;
  /** Paths that a merge of two commits could not decide. Nothing is merged. */
  conflictsBetween(repository: string, one: string, other: string): Promise<readonly string[]>;
  /** New files that are not committed. */
  untracked(path: string): Promise<readonly string[]>;
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
    lastCommit,
    head: headOf,
    countCommits,
    changedSince,
    uncommitted: uncommittedIn,
    untracked: untrackedIn,
    branch: branchCommit,
    commit: commitOf,
    contains: (repository, commit, earlier) => isAncestor(repository, earlier, commit),
    ownCommits,
    changeBetween,
    touchedSince,
    conflictsBetween,
    obstacleToAdvance,
    keepAt: (repository, ref, commit) => inTurn(repository, () => keepAt(repository, ref, commit)),
    checkOutOwn: (repository, path, commit) => inTurn(repository, () => checkOutOwn(repository, path, commit)),
    integrate: (path, what) => inTurn(path, () => integrate(path, what)),
    advanceBranch: (repository, advance) => inTurn(repository, () => advanceBranch(repository, advance)),
    tagCommit: (repository, name, commit) => inTurn(repository, () => tagCommit(repository, name, commit)),
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
