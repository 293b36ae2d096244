import type { DesiredWorktree } from '../state/desired.ts';
import type { UsableRepository } from '../state/observed.ts';
import type { CreateWorktree } from './plan.ts';

/** Where a worktree's branch starts, or why it can not. */
export type StartPoint =
  | { readonly start: CreateWorktree['start']; readonly problem?: undefined }
  | { readonly start?: undefined; readonly problem: string };

/** An existing branch is adopted with its commits; `lostCommit` is the last known commit of one that was removed. */
export function startOf({ branch, base }: DesiredWorktree, repository: UsableRepository, lostCommit?: string): StartPoint {
  if (repository.refs.has(`refs/heads/${branch}`)) return { start: { at: 'existing-branch' } };
  if (lostCommit !== undefined) return { start: { at: 'commit', commit: lostCommit, from: 'the last commit it was on' } };
  if (base === undefined) {
    return { start: { at: 'commit', commit: repository.head, from: repository.currentBranch ?? repository.head.slice(0, 10) } };
  }
  const named = baseNames(base).map((name) => repository.refs.get(name)).find((commit) => commit !== undefined);
  const commit = named ?? (/^[0-9a-f]{40,64}$/.test(base) ? base : undefined);
  if (commit !== undefined) return { start: { at: 'commit', commit, from: base } };
  const branches = [...repository.refs.keys()].filter((name) => name.startsWith('refs/heads/')).map((name) => name.slice(11));
  return { problem: `The base "${base}" is no branch, tag or full commit id of ${repository.root}. Its branches are ${branches.slice(0, 8).join(', ')}.` };
}

/** Why a branch of this name can not be made: git keeps `a` and `a/b` in the same place. `leaving` is about to go. */
export function branchClash(branch: string, repository: UsableRepository, leaving?: string): string | undefined {
  const branches = [...repository.refs.keys()].filter((name) => name.startsWith('refs/heads/')).map((name) => name.slice(11));
  const clash = branches.find((other) => other !== leaving && (other.startsWith(`${branch}/`) || branch.startsWith(`${other}/`)));
  if (clash !== undefined) return `Git can not have a branch ${branch} beside the branch ${clash}. Set branch_prefix to another prefix.`;
  return leaving !== undefined && branches.includes(branch) ? `A branch ${branch} exists already.` : undefined;
}

function baseNames(base: string): string[] {
  return [base, `refs/heads/${base}`, `refs/tags/${base}`, `refs/remotes/${base}`, `refs/remotes/origin/${base}`];
}
