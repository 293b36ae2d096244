import type { Desired, DesiredWorktree } from '../state/desired.ts';
import type { Observed, ObservedWorktree, UsableRepository, WorktreeRecord } from '../state/observed.ts';
import { step, type Proposal } from './proposal.ts';
import { branchClash, startOf } from './start-point.ts';

/** One wanted worktree with all that is known of its place. */
interface Site {
  readonly wanted: DesiredWorktree;
  readonly record: WorktreeRecord;
  readonly repository: UsableRepository;
  /** What git has at the wanted path. */
  readonly here: ObservedWorktree | undefined;
  /** Where git has the wanted branch checked out, if not here. */
  readonly elsewhere: ObservedWorktree | undefined;
  /** What this team made for the same member before, at another path. */
  readonly earlier: WorktreeRecord | undefined;
  readonly occupied: boolean;
  /** What the manifest said of it when it was last applied. */
  readonly recorded: WorktreeRecord | undefined;
}

type Verdict = (site: Site, proposal: Proposal) => boolean;

/** In this order, the first that fits decides. Each returns whether it does. */
const verdicts: readonly Verdict[] = [
  restoresBranch, isCurrent, renamesBranch, leavesOtherBranch, refusesTakenBranch, moves, refusesOccupiedPath, refusesClash, creates,
];

/** What each wanted worktree needs: nothing, a repair, a rename, a move, its making, or a reason why not. */
export function planWorktrees(desired: Desired, observed: Observed, proposal: Proposal): void {
  for (const wanted of desired.worktrees) {
    const repository = observed.repositories.get(wanted.repository) ?? { state: 'absent' };
    if (repository.state === 'usable') {
      const site = siteOf(wanted, repository, observed);
      verdicts.find((verdict) => verdict(site, proposal));
      continue;
    }
    const reason = repository.state === 'absent' ? `There is no directory ${wanted.repository}.` : repository.reason;
    proposal.refused.push({ address: wanted.address, reason });
  }
}

function siteOf(wanted: DesiredWorktree, repository: UsableRepository, observed: Observed): Site {
  const { address, path, branch, base } = wanted;
  const here = repository.worktrees.find((worktree) => worktree.path === path);
  const earlier = observed.worktrees.find((record) =>
    record.address === address && record.repository === wanted.repository && record.path !== path
    && repository.worktrees.some((worktree) => worktree.path === record.path && !worktree.gone));
  return {
    wanted,
    record: { address, repository: wanted.repository, path, branch, ...(base === undefined ? {} : { base }) },
    repository,
    here,
    elsewhere: repository.worktrees.find((worktree) => worktree.branch === branch && worktree.path !== path),
    earlier,
    occupied: observed.occupied.has(path),
    recorded: observed.worktrees.find((record) => record.path === path),
  };
}

function restoresBranch({ wanted, here }: Site, { steps }: Proposal): boolean {
  if (here === undefined || here.gone || here.lostCommit === undefined) return false;
  const branch = here.branch ?? wanted.branch;
  steps.push(step(wanted.address, { type: 'restore-branch', repository: wanted.repository, branch, commit: here.lostCommit },
    `branch ${branch} was removed under its checkout; ${here.lostCommit.slice(0, 10)} is the last commit it was on`));
  return true;
}

function isCurrent({ wanted, here, record, recorded, repository }: Site, proposal: Proposal): boolean {
  if (here === undefined || here.gone || here.branch !== wanted.branch) return false;
  proposal.worktrees.push(record);
  if (recorded !== undefined && recorded.base !== wanted.base) {
    const base = wanted.base === undefined ? 'That no base is named any more' : `The base ${wanted.base}`;
    proposal.untouched.push({ address: wanted.address, reason: `${base} counts for branches that are made from now on; ${wanted.branch} stays where it began.` });
  }
  if (here.head === undefined && !repository.refs.has(`refs/heads/${wanted.branch}`)) {
    proposal.untouched.push({ address: wanted.address, reason: `Branch ${wanted.branch} has no commit yet.` });
  }
  return true;
}

/** The manifest's name for the branch changed, and nobody switched the checkout: the branch is renamed with it. */
function renamesBranch({ wanted, here, record, recorded, repository, elsewhere }: Site, { steps }: Proposal): boolean {
  if (here === undefined || here.gone || here.branch === undefined || here.branch !== recorded?.branch) return false;
  if (elsewhere !== undefined || branchClash(wanted.branch, repository, here.branch) !== undefined) return false;
  steps.push(step(wanted.address, { type: 'rename-branch', repository: wanted.repository, from: here.branch, to: wanted.branch, record },
    'the branch has another name in the manifest',
    { impact: 'live', differences: [{ field: 'branch', old: here.branch, new: wanted.branch }] }));
  return true;
}

function leavesOtherBranch({ wanted, here, record }: Site, { untouched, worktrees }: Proposal): boolean {
  if (here === undefined || here.gone) return false;
  const on = here.branch === undefined ? `a detached commit ${here.head?.slice(0, 10) ?? ''}` : `branch ${here.branch}`;
  untouched.push({ address: wanted.address, reason: `Its checkout is on ${on}, not on ${wanted.branch}: somebody switched it, so it stays.` });
  worktrees.push({ ...record, branch: here.branch ?? record.branch });
  return true;
}

function refusesTakenBranch({ wanted, elsewhere, earlier }: Site, { refused }: Proposal): boolean {
  if (elsewhere === undefined || elsewhere.gone || elsewhere.path === earlier?.path) return false;
  refused.push({ address: wanted.address, reason: `Branch ${wanted.branch} is checked out at ${elsewhere.path}. Name another branch, or remove that checkout.` });
  return true;
}

function moves({ wanted, earlier, here, occupied, record }: Site, { steps }: Proposal): boolean {
  if (earlier === undefined || here !== undefined || occupied) return false;
  steps.push(step(wanted.address, { type: 'move-worktree', repository: wanted.repository, from: earlier.path, to: wanted.path, record },
    'the manifest puts it elsewhere',
    { impact: 'live', differences: [{ field: 'path', old: earlier.path, new: wanted.path }] }));
  return true;
}

function refusesOccupiedPath({ wanted, occupied, repository }: Site, { refused }: Proposal): boolean {
  const around = repository.worktrees.find((worktree) =>
    worktree.path !== repository.root && wanted.path.startsWith(`${worktree.path}/`));
  if (!occupied && around === undefined) return false;
  refused.push({
    address: wanted.address,
    reason: around === undefined
      ? `${wanted.path} exists and is no worktree of ${repository.root}. Move it away, or name another path under worktree.`
      : `${wanted.path} lies inside the worktree ${around.path}. Name another path under worktree.`,
  });
  return true;
}

function refusesClash({ wanted, repository }: Site, { refused }: Proposal): boolean {
  const clash = branchClash(wanted.branch, repository) ?? startOf(wanted, repository).problem;
  if (clash === undefined) return false;
  refused.push({ address: wanted.address, reason: clash });
  return true;
}

function creates({ wanted, here, elsewhere, repository, record }: Site, { steps }: Proposal): boolean {
  const { address, path, branch } = wanted;
  const stale = [here, elsewhere].find((worktree) => worktree?.gone);
  const forgets = stale === undefined
    ? []
    : [step(address, { type: 'forget-worktree', repository: wanted.repository, path: stale.path }, `the directory ${stale.path} is gone, and git still lists it`)];
  const start = startOf(wanted, repository, stale?.lostCommit).start;
  if (start === undefined) return false;
  const cause = stale === undefined ? 'not made yet' : 'its directory is gone';
  steps.push(...forgets, step(address, { type: 'create-worktree', repository: wanted.repository, path, branch, start, record },
    cause, { after: forgets.map(({ id }) => id) }));
  return true;
}
