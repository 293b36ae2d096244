import { HostError } from '../host/host-error.ts';
import type { Git } from '../host/git/git.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { ObservedRepository, WorktreeRecord } from '../state/observed.ts';
import type { SnapshotRepository, SnapshotWorktree } from './document.ts';

export interface Places {
  readonly worktrees: readonly SnapshotWorktree[];
  readonly repositories: readonly SnapshotRepository[];
}

/** Where a team's work stands in git: of each worktree and repository the commit, the branch, and whether anything is uncommitted. */
export async function placesOf(team: AppliedTeam, records: readonly WorktreeRecord[], git: Git): Promise<Places> {
  const { default: Queue } = await import('p-queue');
  const queue = new Queue({ concurrency: 4 }); // a team of a hundred must not start a hundred gits at once
  const own = new Set(records.map(({ path }) => path));
  const shared = team.members.map(({ directory }) => directory).filter((directory) => !own.has(directory));
  const paths = [...new Set([...records.map(({ repository }) => repository), ...shared])];
  const looks = await queue.addAll(paths.map((path) => async () => [path, await looked(() => git.observe(path, []))] as const));
  const seen = new Map(looks);
  const named = new Set(records.map(({ repository }) => repository));
  return {
    worktrees: await queue.addAll(records.map((record) => () => worktreeOf(record, seen.get(record.repository)!, git))),
    repositories: (await queue.addAll(looks.map(([path, repository]) => () => repositoryOf(path, repository, git))))
      .filter(({ path, problem }) => named.has(path) || problem === undefined), // a folder that members share need be no repository
  };
}

/** One repository or worktree that can not be read keeps nobody from a snapshot of all else: what is wrong with it is part of it. */
async function looked<Seen>(look: () => Promise<Seen>): Promise<Seen | { readonly state: 'unusable'; readonly reason: string }> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { state: 'unusable', reason: error.message };
  }
}

async function worktreeOf({ address, repository: named, path, branch: made, base }: WorktreeRecord, repository: ObservedRepository, git: Git): Promise<SnapshotWorktree> {
  const record: WorktreeRecord = { address, repository: named, path, branch: made, ...(base === undefined ? {} : { base }) };
  if (repository.state === 'absent') return { ...record, state: 'missing' };
  if (repository.state === 'unusable') return { ...record, state: 'unknown', problem: repository.reason };
  const worktree = repository.worktrees.find((one) => one.path === path);
  if (worktree === undefined) return { ...record, state: 'missing' };
  const { head = worktree.lostCommit, branch, gone } = worktree;
  return {
    ...record,
    state: gone ? 'gone' : 'present',
    ...(head === undefined ? {} : { head }),
    ...(branch === undefined ? {} : { on: branch }),
    ...(gone ? {} : await dirtyIn(path, git)),
  };
}

async function repositoryOf(path: string, repository: ObservedRepository, git: Git): Promise<SnapshotRepository> {
  if (repository.state === 'absent') return { path, problem: `There is no directory ${path}.` };
  if (repository.state === 'unusable') return { path, problem: repository.reason };
  const { root, head, currentBranch, worktrees } = repository;
  const isBare = !worktrees.some((worktree) => worktree.path === root);
  return { path, head, ...(currentBranch === undefined ? {} : { branch: currentBranch }), ...(isBare ? {} : await dirtyIn(root, git)) };
}

async function dirtyIn(path: string, git: Git): Promise<{ readonly dirty: boolean } | { readonly problem: string }> {
  const seen = await looked(async () => ({ state: 'usable' as const, dirty: await git.isDirty(path) }));
  return seen.state === 'usable' ? { dirty: seen.dirty } : { problem: seen.reason };
}
