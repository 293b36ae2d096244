import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { ObservedRepository, ObservedWorktree, WorktreeRecord } from '../state/observed.ts';
import { nothingFound, together, type Findings } from './rubbish.ts';

/** The worktrees of a dead team: those that hold nothing of their own may go, and work stays, whatever became of the team. */
export async function findWorktrees(team: AppliedTeam, { store, git }: Host): Promise<Findings> {
  return together(await Promise.all(store.worktrees(team.name).map(async (record) => {
    try {
      return findingOf(team, record, await git.observe(record.repository, [record.path]));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return stays(record, error.message);
    }
  })));
}

function findingOf(team: AppliedTeam, record: WorktreeRecord, repository: ObservedRepository): Findings {
  if (repository.state === 'absent') return nothingFound;
  if (repository.state === 'unusable') return stays(record, repository.reason);
  const worktree = repository.worktrees.find(({ path }) => path === record.path);
  if (worktree === undefined) return nothingFound;
  const { address, repository: named, path } = record;
  if (worktree.gone) return { rubbish: [{ is: 'worktree-record', team, address, repository: named, path }], stays: [] };
  const reason = whyItStays(worktree) ?? whatOnlyItHas(worktree);
  if (reason !== undefined) return stays(record, reason);
  return { rubbish: [{ is: 'worktree', team, address, repository: named, path, ignored: worktree.work?.ignored ?? [] }], stays: [] };
}

/** What stands in the way whatever becomes of its commits. */
export function whyItStays({ work, locked }: ObservedWorktree): string | undefined {
  if (work === undefined) return 'What it holds can not be looked at.';
  if (work.obstacle !== undefined) return work.obstacle;
  if (locked !== undefined) return `It is locked: ${locked}.`;
  if (work.uncommitted.length > 0) return `It holds what is not committed: ${work.uncommitted.slice(0, 3).join(', ')}${work.uncommitted.length > 3 ? `, and ${work.uncommitted.length - 3} more` : ''}.`;
  return undefined;
}

function whatOnlyItHas({ work, branch }: ObservedWorktree): string | undefined {
  if (work !== undefined && work.unmerged > 0) return `${work.unmerged} ${work.unmerged === 1 ? 'commit' : 'commits'} on ${branch ?? 'its detached HEAD'} ${work.unmerged === 1 ? 'is' : 'are'} on no other branch.`;
  return undefined;
}

function stays({ address, path }: WorktreeRecord, reason: string): Findings {
  return { rubbish: [], stays: [{ what: `${address} at ${path}`, reason }] };
}
