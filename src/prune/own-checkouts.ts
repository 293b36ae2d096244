import { dirname } from 'node:path';
import { isCheckedNow } from '../host/acceptance/leftovers.ts';
import { realPath } from '../host/files.ts';
import { learningsCheckout } from '../host/git/learnings.ts';
import { repositoryOf } from '../host/git/repository-of.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { mergeCheckoutsIn, type LeftMergeCheckout } from '../host/leftovers.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { ObservedWorktree } from '../state/observed.ts';
import type { TeamView } from './look.ts';
import { nothingFound, together, type Findings, type OwnCheckout, type Rubbish } from './rubbish.ts';
import { whyItStays } from './worktrees.ts';

const hourMs = 60 * 60_000;

/** How long a checkout is let alone after git last changed anything of it: a merge may be under way, or the store of its team lost. */
const restMs = { ofKeptTeam: hourMs, ofUnknownTeam: 7 * 24 * hourMs };

/** The runner's own checkouts for a dead team: those it merged in, and that of what the team learnt. */
export async function findOwnCheckouts(team: AppliedTeam, host: Host): Promise<Findings> {
  const merging = mergeCheckoutsIn(host.store.directory).filter((one) => one.team === team.name).map(({ path }) => path);
  try {
    const paths = [...merging, ...(await learningsOf(team, host))];
    return together(await Promise.all(paths.map((path) => findingAt(path, host, (checkout) => ({ is: 'own-checkout', team, ...checkout })))));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { rubbish: [], stays: [{ what: `what team ${team.name} learnt`, reason: error.message }] };
  }
}

/** Where a project of a kept team no longer merges, and of teams that nobody knows; a team that was taken down may merge again. */
export async function findMergeCheckouts(teams: readonly TeamView[], host: Host): Promise<Findings> {
  const known = new Map(teams.map(({ team }) => [team.name, host.store.keptTeam(team.name)]));
  return together(await Promise.all(mergeCheckoutsIn(host.store.directory).map(async (one) => {
    const kept = known.get(one.team);
    const isUnused = known.has(one.team) ? kept !== undefined && !merges(kept, one.project) : await isAbandoned(one, host);
    return isUnused ? findUnused(one, host) : nothingFound;
  })));
}

/** Whether what is accepted in a project is merged. */
export function merges({ desired: { disciplines = [] } }: KeptTeam, project: string): boolean {
  return disciplines.some((one) => one.project === project && one.merge !== undefined);
}

async function isAbandoned({ team, usedAt }: LeftMergeCheckout, { processes, clock }: Host): Promise<boolean> {
  return clock.now() - usedAt > restMs.ofUnknownTeam && (await processes.ofTeam({ team })).length === 0;
}

/** The supervisor may be at the last merge that an earlier manifest asked for. */
async function findUnused({ team, project, path, usedAt }: LeftMergeCheckout, host: Host): Promise<Findings> {
  if (host.clock.now() - usedAt < restMs.ofKeptTeam) return stays(path, 'Nothing is to be merged in it any more, and it was used within the last hour.');
  if (await isCheckedNow(path)) return stays(path, 'A merge is being verified in it.');
  return findingAt(path, host, (checkout) => ({ is: 'merge-checkout', of: { team, project }, ...checkout }));
}

/** What is not committed stays, as it does elsewhere. */
async function findingAt(path: string, host: Host, rubbishOf: (checkout: OwnCheckout) => Rubbish): Promise<Findings> {
  if (!host.files.isOccupied(path)) return nothingFound;
  const checkout = await lookAt(path, host);
  return typeof checkout === 'string' ? stays(path, checkout) : { rubbish: [rubbishOf(checkout)], stays: [] };
}

/** Gives why it stays, where that is so. */
async function lookAt(path: string, { git }: Host): Promise<OwnCheckout | string> {
  try {
    const held = await repositoryOf(path);
    if (held === undefined || realPath(held.top) !== realPath(path)) return 'Its repository is gone, so nothing tells what of it is elsewhere. Look at it, and remove it yourself.';
    const observed = await git.observe(held.main, [path]);
    const worktree = observed.state === 'usable' ? observed.worktrees.find((one) => !one.gone && realPath(one.path) === realPath(path)) : undefined;
    if (worktree === undefined) return 'Git does not know it as a checkout of its repository.';
    return whyItStays(worktree) ?? { repository: held.main, path: worktree.path, ignored: worktree.work?.ignored ?? [], ...looseCommit(worktree) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.message;
  }
}

/** That of a merge which was refused: the runner made it, and no branch has it. */
function looseCommit({ branch, head, work }: ObservedWorktree): Pick<OwnCheckout, 'commit'> {
  return branch === undefined && head !== undefined && work !== undefined && work.unmerged > 0 ? { commit: head } : {};
}

function stays(path: string, reason: string): Findings {
  return { rubbish: [], stays: [{ what: `the checkout at ${path}`, reason }] };
}

/** Below the repositories that its members work in, or worked in: of a folder that is gone the one above it tells. */
async function learningsOf(team: AppliedTeam, { store, files }: Host): Promise<readonly string[]> {
  const folders = new Set([...store.worktrees(team.name).map(({ repository }) => repository), ...team.members.map(({ directory }) => directory)].map((folder) => standing(folder, files)));
  const repositories = new Set((await Promise.all([...folders].map(async (folder) => (await repositoryOf(folder))?.main))).filter((main) => main !== undefined));
  return [...repositories].map((main) => learningsCheckout(main, team.name).path).filter((path) => files.isDirectory(path));
}

function standing(folder: string, files: Host['files']): string {
  return files.isDirectory(folder) || folder === dirname(folder) ? folder : standing(dirname(folder), files);
}
