import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { Plan, Remark, Step } from '../plan/plan.ts';
import type { Desired } from '../state/desired.ts';
import type { ObservedRepository } from '../state/observed.ts';
import type { Snapshot, SnapshotWorktree } from './document.ts';

/** Steps that make what is missing. Whatever else git is asked for in a plan is not what a restore is for. */
const restoring: ReadonlySet<Step['action']['type']> = new Set(['create-worktree', 'forget-worktree', 'restore-branch']);

/** What a plan would change in git beyond that. */
export function otherGitSteps({ steps }: Plan): readonly Step[] {
  return steps.filter(({ address, action }) => address.startsWith('worktree/') && !restoring.has(action.type));
}

/** In what the work in git differs from that of the snapshot, and what of it no snapshot has. */
export function gitNotes({ coders: { worktrees } }: Snapshot, repositories: ReadonlyMap<string, ObservedRepository>): Remark[] {
  return worktrees.flatMap((worktree): Remark[] => {
    const { address, path, head, dirty } = worktree;
    const repository = repositories.get(worktree.repository);
    const here = repository?.state === 'usable' ? repository.worktrees.find((one) => one.path === path && !one.gone) : undefined;
    if (here === undefined) return dirty === true ? [{ address, reason: `${path} is gone, and with it what was not committed there: no snapshot has that.` }] : [];
    if (head === undefined || here.head === head) return [];
    return [{ address, reason: `It was at commit ${short(head)} and is at ${here.head === undefined ? 'none' : short(here.head)}: what stands there now stays.` }];
  });
}

/**
 * Makes branches that are gone where they were in the snapshot, so that their worktrees are not made anew from the base.
 * Gives those that can not be made, with the reason.
 */
export async function restoreBranches({ coders: { worktrees } }: Snapshot, { worktrees: wanted }: Desired, world: { repositories: ReadonlyMap<string, ObservedRepository>; host: Host }): Promise<Remark[]> {
  const notes = await Promise.all(worktrees.map(async (worktree): Promise<Remark[]> => {
    const isWanted = wanted.some(({ path, branch }) => path === worktree.path && branch === worktree.branch);
    const repository = world.repositories.get(worktree.repository);
    if (!isWanted || !isGone(worktree, repository)) return [];
    try {
      await world.host.git.restoreBranch(worktree.repository, worktree.branch, worktree.head);
      return [{ address: worktree.address, reason: `Branch ${worktree.branch} was gone, and is at ${short(worktree.head)} again.` }];
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return [{ address: worktree.address, reason: `Branch ${worktree.branch} is gone and can not be put back at ${short(worktree.head)}; it begins anew. ${error.message}` }];
    }
  }));
  return notes.flat();
}

/** A branch that was removed under a checkout that stands is for the plan to put back. */
function isGone(worktree: SnapshotWorktree, repository: ObservedRepository | undefined): worktree is SnapshotWorktree & { readonly head: string } {
  const { path, branch, head, on } = worktree;
  if (repository?.state !== 'usable' || head === undefined || on !== branch) return false;
  return !repository.refs.has(`refs/heads/${branch}`) && !repository.worktrees.some((one) => one.path === path && !one.gone);
}

function short(commit: string): string {
  return commit.slice(0, 10);
}
