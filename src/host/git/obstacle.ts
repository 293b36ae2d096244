import { join } from 'node:path';
import type { CandidIndex } from './candid-index.ts';
import type { Checkout } from './checkout.ts';
import { exists } from './paths.ts';
import { runGit } from './run-git.ts';
import type { Status } from './status.ts';

/** All that an obstacle can be seen in. */
interface Sight {
  readonly checkout: Checkout;
  readonly status: Status;
  readonly submodules: readonly string[];
}

/** Files in git's directory of a worktree that mean an operation is not over. They hold what no commit of ours would. */
const underWay: readonly [name: string, what: string][] = [
  ['MERGE_HEAD', 'A merge is under way'],
  ['rebase-merge', 'A rebase is under way'],
  ['rebase-apply', 'A rebase or "git am" is under way'],
  ['CHERRY_PICK_HEAD', 'A cherry-pick is under way'],
  ['REVERT_HEAD', 'A revert is under way'],
  ['sequencer', 'A cherry-pick or revert of several commits is under way'],
  ['BISECT_LOG', 'A bisect is under way'],
];

/** What keeps a worktree from being saved whole, each as a sentence or undefined. The first that is found is told. */
const obstacles: readonly ((sight: Sight) => Promise<string | undefined>)[] = [
  async ({ checkout: { locked, path } }) =>
    locked === undefined ? undefined : `The worktree ${path} is locked${locked === '' ? '' : `: ${locked}`}. "git worktree unlock" opens it.`,
  async ({ checkout: { inner, path } }) =>
    inner[0] === undefined ? undefined : `The worktree ${inner[0]} lies inside ${path}. Remove or move it first.`,
  operationUnderWay,
  async ({ status: { conflicts }, checkout: { path } }) =>
    conflicts[0] === undefined ? undefined : `Conflicts in ${path} are not resolved: ${some(conflicts)}.`,
  async ({ status: { repositories }, checkout: { path } }) =>
    repositories[0] === undefined ? undefined : `${path} holds another repository, which a commit can not save: ${some(repositories)}. Move it away, or ignore it.`,
  async ({ status: { changedSubmodules }, checkout: { path } }) =>
    changedSubmodules[0] === undefined ? undefined : `Submodules in ${path} have changes of their own: ${some(changedSubmodules)}. Commit and push them, or undo them.`,
  async ({ submodules, checkout: { path } }) => {
    const unpushed = await unpushedSubmodule(path, submodules);
    return unpushed === undefined ? undefined : `The submodule ${unpushed} has commits that no remote has. Push them.`;
  },
  worktreeRefs,
];

/** Why a worktree can not be saved and removed; undefined when it can. */
export async function obstacleTo(checkout: Checkout, status: Status, { submodules }: CandidIndex): Promise<string | undefined> {
  for (const obstacle of obstacles) {
    const found = await obstacle({ checkout, status, submodules });
    if (found !== undefined) return found;
  }
  return undefined;
}

async function operationUnderWay({ checkout: { record, path } }: Sight): Promise<string | undefined> {
  for (const [name, what] of underWay) {
    if (await exists(join(record, name))) return `${what} in ${path}. Finish or abort it.`;
  }
  return undefined;
}

/** A submodule's repository is removed with the worktree: its branches and stashes must be elsewhere. */
async function unpushedSubmodule(directory: string, submodules: readonly string[]): Promise<string | undefined> {
  for (const submodule of submodules) {
    const path = join(directory, submodule);
    if (!(await exists(join(path, '.git')))) continue;
    const { stdout } = await runGit(path, ['rev-list', '--count', '--branches', '--glob=refs/stash', 'HEAD', '--not', '--remotes']);
    if (stdout.trim() !== '0') return path;
    const listed = await runGit(path, ['ls-files', '--stage', '-z']);
    const inner = listed.stdout.split('\0').filter((line) => line.startsWith('160000 ')).map((line) => line.slice(line.indexOf('\t') + 1));
    const unpushed = await unpushedSubmodule(path, inner);
    if (unpushed !== undefined) return unpushed;
  }
  return undefined;
}

/** Refs under refs/worktree belong to this worktree alone and go with it. */
async function worktreeRefs({ checkout: { path } }: Sight): Promise<string | undefined> {
  const { stdout } = await runGit(path, ['for-each-ref', '--count=1', '--format=%(refname)', 'refs/worktree']);
  return stdout === '' ? undefined : `The ref ${stdout.trim()} exists only in ${path}. Give its commit a branch, and delete it.`;
}

function some(paths: readonly string[]): string {
  const [first, second, third, ...more] = paths;
  const named = [first, second, third].filter((path) => path !== undefined).join(', ');
  return more.length === 0 ? named : `${named} and ${more.length} more`;
}
