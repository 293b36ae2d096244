import type { Host } from '../host/host.ts';
import { isSocket, locksIn, spoolsIn, type LeftSpool } from '../host/leftovers.ts';
import { supervisorSocket } from '../host/poke.ts';
import { snapshotFiles, unfinishedSnapshots } from '../host/snapshot-files.ts';
import { isListening } from '../host/tmux/socket.ts';
import { spoolOf } from '../state/spool.ts';
import { isDead, lookAtTeams, type TeamView } from './look.ts';
import { findMergeCheckouts, findOwnCheckouts } from './own-checkouts.ts';
import { nothingFound, together, type Findings, type Rubbish } from './rubbish.ts';
import { findWorktrees } from './worktrees.ts';

type Finder = (teams: readonly TeamView[], host: Host) => Findings | Promise<Findings>;

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** How long what belongs to no team that is known is let alone: it may be of one whose store was lost. */
const agesMs = { unfinished: hourMs, lock: hourMs, spool: 7 * dayMs, snapshot: 30 * dayMs };

/** In this order it is cleared: what belongs to a team before the team. */
const finders: readonly Finder[] = [findTeams, findMergeCheckouts, findSpools, findLocks, findSockets, findSnapshots];

/** All that is dead in the state directory and of the teams in it. Throws a HostError where the state directory can not be read. */
export async function findRubbish(host: Host): Promise<Findings> {
  const teams = await lookAtTeams(host);
  return together(await Promise.all(finders.map((finder) => finder(teams, host))));
}

async function findTeams(teams: readonly TeamView[], host: Host): Promise<Findings> {
  return together(await Promise.all(teams.map((view) => findTeam(view, host))));
}

async function findTeam(view: TeamView, host: Host): Promise<Findings> {
  const { team, manifestStands, panes, survivors } = view;
  if (!isDead(view)) {
    const problem = 'problem' in panes ? panes.problem : survivors > 0 && panes.length === 0 ? `${survivors} of its processes still run; coders down ${team.name} ends them.` : undefined;
    return manifestStands || problem === undefined ? nothingFound : { rubbish: [], stays: [{ what: `team ${team.name}`, reason: problem }] };
  }
  const worktrees = together(await Promise.all([findWorktrees(team, host), findOwnCheckouts(team, host)]));
  if (worktrees.stays.length === 0) return together([worktrees, { rubbish: [{ is: 'team', team }], stays: [] }]);
  return together([worktrees, { rubbish: [], stays: [{ what: `team ${team.name}`, reason: 'It stays known as long as its worktrees stay.' }] }]);
}

/** Those of launches that neither the store nor a window knows. */
async function findSpools(teams: readonly TeamView[], host: Host): Promise<Findings> {
  const found = await Promise.all(spoolsIn(host.store.directory).map(async (spool): Promise<Rubbish[]> => {
    const view = teams.find(({ team }) => team.name === spool.team);
    const isLeft = view === undefined ? await isAbandoned(spool, host) : !usedSpools(view, host).has(spool.path);
    return isLeft ? [{ is: 'spool', path: spool.path }] : [];
  }));
  return { rubbish: found.flat(), stays: [] };
}

async function isAbandoned({ team, writtenAt }: LeftSpool, { processes, clock }: Host): Promise<boolean> {
  return clock.now() - writtenAt > agesMs.spool && (await processes.ofTeam({ team })).length === 0;
}

/** All where the windows can not be looked at. */
function usedSpools({ team, panes }: TeamView, { store }: Host): Pick<ReadonlySet<string>, 'has'> {
  if ('problem' in panes) return { has: () => true };
  const launches = store.launches(team.name).map((launch) => ({ ...launch, team: team.name }));
  const tags = panes.flatMap(({ tag }) => (tag === undefined ? [] : [tag]));
  return new Set([...launches, ...tags].map((launch) => spoolOf(store.directory, launch)));
}

function findLocks(teams: readonly TeamView[], { store, clock }: Host): Findings {
  const known = new Set(teams.map(({ team }) => team.name));
  const left = locksIn(store.directory).filter(({ name, usedAt }) => !name.startsWith('.') && !known.has(name.split('~')[0] ?? '') && clock.now() - usedAt > agesMs.lock);
  return { rubbish: left.map(({ name }) => ({ is: 'lock', name })), stays: [] };
}

/** Socket files on which nobody listens. */
async function findSockets(teams: readonly TeamView[], { store, tmuxAt }: Host): Promise<Findings> {
  const unserved = teams.filter(({ isServed, team }) => isServed === false && team.tmux.socket !== 'default').map(({ team }) => tmuxAt(team.tmux).socket);
  const paths = [...new Set([...unserved, supervisorSocket(store.directory)])].filter(isSocket);
  const listens = await Promise.all(paths.map(isListening));
  return { rubbish: paths.filter((_, index) => !listens[index]).map((path) => ({ is: 'socket', path })), stays: [] };
}

function findSnapshots(teams: readonly TeamView[], { store, clock }: Host): Findings {
  const known = new Set(teams.map(({ team }) => team.name));
  const old = snapshotFiles(store.directory).filter(({ team, at }) => !known.has(team) && clock.now() - at > agesMs.snapshot).map(({ path }) => path);
  return { rubbish: [...old, ...unfinishedSnapshots(store.directory, clock.now() - agesMs.unfinished)].map((path) => ({ is: 'snapshot', path })), stays: [] };
}
