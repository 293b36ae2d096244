import type { Merged } from '../host/git/merge-into.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { advance } from '../missions/advance.ts';
import { acceptedRef } from '../missions/accepted-ref.ts';
import { elsewhere, reserved } from '../missions/elsewhere.ts';
import { historyOf } from '../missions/history.ts';
import { tiersAbove, type TierRule } from '../missions/model-tier.ts';
import type { MissionSeat } from '../missions/seat.ts';
import { holderOf } from '../missions/tries.ts';
import type { MissionsWorld } from '../missions/world.ts';
import { changingMissions } from '../plan/missions.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { DesiredMember } from '../state/desired.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Mission, MissionRecord } from '../state/mission.ts';
import { decidesMissions } from '../state/sharing.ts';
import { messageId } from './messenger.ts';
import { remoteSeats } from './remote-seats.ts';
import type { TeamShare } from './team-share.ts';

/** What a pass found out for the missions of a team, outside of any transaction: git takes its time. */
export interface MissionLook {
  readonly team: string;
  readonly seats: readonly MissionSeat[];
  /** As the manifest has them; absent where that is for another host's to say. */
  readonly wanted?: readonly Mission[];
  readonly tiers: readonly TierRule[];
  /** By member: only these are given anything in this pass. */
  readonly prepared: ReadonlyMap<Address, Prepared>;
  /** In a team on several hosts. */
  readonly share?: SharedLook;
}

/** Which missions are this host's to give out, of those that others could as well. */
interface SharedLook {
  readonly host: string;
  readonly lostHosts: ReadonlyMap<string, number>;
  /** It is agreed on that this host gives them out. */
  readonly agreed: ReadonlySet<Address>;
  /** Some come to be ready only now: that is to be agreed on first. */
  readonly isAhead: boolean;
}

/** What a look at missions starts from. */
export interface LookRequest {
  readonly kept: KeptTeam;
  readonly seats: readonly MissionSeat[];
  /** Absent where this host has the team alone. */
  readonly share: TeamShare | undefined;
}

/** The worktree of a member that is about to be given a mission. */
export interface Prepared {
  readonly mission: Address;
  /** The commit that it starts from; absent where the member has no repository. */
  readonly base?: string;
  /** Whether it holds the commits that the mission builds on, by commit. */
  readonly contains: ReadonlyMap<string, boolean>;
  /** Why some of them are not there, as a phrase. */
  readonly obstacle?: string;
}

/**
 * Looks who would be given what, and merges the accepted commits that each of these missions builds on into its member's
 * branch. Repeated after a kill: what is merged already is nothing. Undefined where no mission of the team is open.
 * Throws a HostError when git can not tell what a worktree is on.
 */
export async function lookAtMissions({ kept: { name, desired: { members, missions, modelTiers, sharing } }, seats, share }: LookRequest, host: Host): Promise<MissionLook | undefined> {
  if (seats.length === 0) return undefined;
  const isAgreed = share === undefined || (await share.sync());
  const open = host.store.missions.open(name);
  if (open.length === 0) return undefined;
  const look: MissionLook = { team: name, ...(decidesMissions(sharing) ? { wanted: missions } : {}), tiers: tiersAbove(modelTiers ?? []), prepared: new Map(), ...sharedLook(share, host, seats) };
  const { changed } = advance(worldOf(look, host));
  const latest = new Map(changed.map((record) => [record.mission.address, record]));
  const held = new Set(open.filter((record) => holderOf(record) !== undefined).map(({ mission: { address } }) => address));
  // Who has a mission already, and only goes on with it in a later launch, may be at work there.
  const given = changed.filter(({ mission: { address }, state }) => state.state === 'assigned' && !held.has(address));
  const ours = share === undefined ? given : isAgreed ? await reserve(given, share, host) : [];
  const prepared = await Promise.all(ours.flatMap((record) => {
    const member = members.find(({ address }) => address === holderOf(record));
    return member === undefined ? [] : [prepare(record, member, { team: name, host, isShared: share !== undefined, find: (address) => latest.get(address) ?? host.store.missions.find(name, address) })];
  }));
  return { ...look, prepared: new Map(prepared), ...(look.share === undefined ? {} : { share: { ...look.share, ...agreement(ours, given, open) } }) };
}

function agreement(ours: readonly MissionRecord[], given: readonly MissionRecord[], open: readonly MissionRecord[]): Pick<SharedLook, 'agreed' | 'isAhead'> {
  const unready = new Set(open.filter(({ state }) => state.state !== 'ready').map(({ mission: { address } }) => address));
  return { agreed: new Set(ours.map(({ mission: { address } }) => address)), isAhead: given.some(({ mission: { address } }) => unready.has(address)) };
}

function sharedLook(share: TeamShare | undefined, { clock }: Host, seats: readonly MissionSeat[]): Pick<MissionLook, 'seats' | 'share'> {
  if (share === undefined) return { seats };
  const { sharing, lostHosts } = share;
  return { seats: [...seats, ...remoteSeats(sharing, lostHosts, clock.now())], share: { host: sharing.host, lostHosts, agreed: new Set(), isAhead: false } };
}

/** Those that all hosts agree are given out by this one: another may have been first. */
async function reserve(given: readonly MissionRecord[], share: TeamShare, { store }: Host): Promise<readonly MissionRecord[]> {
  const { team, sharing: { host } } = share;
  for (const { mission: { address } } of given) store.missions.change(team, address, (record) => reserved(record, host));
  if (!(await share.sync())) return [];
  const pending = store.replica.pendingAddresses(team);
  return given.filter(({ mission: { address } }) => {
    const state = store.missions.find(team, address)?.state;
    return state?.state === 'ready' && state.reservedBy === host && !pending.has(address);
  });
}

/** The world as the missions of a team see it, by the store as it is now. */
export function worldOf({ team, seats, wanted, tiers, prepared, share }: MissionLook, { store, clock }: Host): MissionsWorld {
  const records = store.missions.open(team);
  const isAsked = records.some(({ state }) => state.state === 'ready') && seats.some(({ state }) => state === 'free');
  return {
    records,
    seats,
    states: store.missions.states(team),
    find: (mission) => store.missions.find(team, mission),
    history: historyOf(isAsked ? store.missions.ofTeam(team) : []),
    receipts: (message) => store.messages.receipts(messageId(team, message)).at(-1)?.state,
    bases: (member) => prepared.get(member)?.base,
    contains: (member, commit) => prepared.get(member)?.contains.get(commit),
    ...(wanted === undefined ? {} : { changing: changingMissions(wanted, records) }),
    tiers,
    ...(share === undefined ? {} : { host: share.host, lostHosts: share.lostHosts, elsewhere: elsewhere(records, share) }),
    now: clock.now(),
  };
}

/** The same world, in which nobody whose worktree was not prepared can be given anything. */
export function preparedWorldOf(look: MissionLook, host: Host): MissionsWorld {
  const world = worldOf(look, host);
  const holders = new Set(world.records.map(holderOf));
  const seats = world.seats.map((seat) => (seat.state !== 'free' || holders.has(seat.address) || look.prepared.has(seat.address) ? seat : { ...seat, state: 'busy' as const }));
  return { ...world, seats, ...(look.share === undefined ? {} : { agreed: look.share.agreed }) };
}

/** Where a mission is prepared. */
interface Workshop {
  readonly team: string;
  readonly host: Host;
  /** What it builds on may have been made on another host. */
  readonly isShared: boolean;
  /** Any mission of the team, as it comes to be in this pass. */
  readonly find: MissionsWorld['find'];
}

/** The commit at which a mission was accepted, and under what other hosts find it. */
interface Done {
  readonly commit: string;
  readonly ref: string;
}

async function prepare({ mission }: MissionRecord, { address, worktree, settings: { directory } }: DesiredMember, { team, host: { git }, isShared, find }: Workshop): Promise<readonly [Address, Prepared]> {
  const done = mission.after.flatMap((awaited) => {
    const state = find(awaited)?.state;
    return state?.state === 'done' && state.commit !== undefined ? [{ commit: state.commit, ref: acceptedRef(team, awaited) }] : [];
  });
  const toSee = isShared ? reviewedIn(mission, team) : [];
  // Nothing is merged into a directory that may be a person's.
  const merged = worktree === undefined || done.length + toSee.length === 0 ? undefined : await mergedOrWhyNot(directory, { done, toSee, isShared }, git);
  const base = await git.head(directory);
  return [address, { mission: mission.address, ...(base === undefined ? {} : { base }), ...containedAfter(merged, done.map(({ commit }) => commit)) }];
}

/** What a review is about may have been done on another host, and is to be seen here. */
function reviewedIn({ reviews }: Mission, team: string): readonly Done[] {
  return reviews?.commit === undefined ? [] : [{ commit: reviews.commit, ref: acceptedRef(team, reviews.mission) }];
}

/** What stands in git's way in one worktree, as a lock that a killed git left, is its member's matter: all others go on. */
async function mergedOrWhyNot(directory: string, { done, toSee, isShared }: { readonly done: readonly Done[]; readonly toSee: readonly Done[]; readonly isShared: boolean }, git: Host['git']): Promise<Merged | HostError> {
  try {
    if (isShared) for (const { commit, ref } of [...done, ...toSee]) await git.obtain(directory, commit, ref); // what is not to be had, git names when it merges
    return await git.mergeInto(directory, done.map(({ commit }) => commit));
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}

function containedAfter(merged: Merged | HostError | undefined, commits: readonly string[]): Pick<Prepared, 'contains' | 'obstacle'> {
  if (merged === undefined) return { contains: new Map() };
  if (merged instanceof HostError) return { contains: new Map(), obstacle: `${merged.message.split('\n', 1)[0]} Its member is told to merge it first` };
  if (merged.outcome === 'merged') return { contains: new Map(commits.map((commit) => [commit, true])) };
  const files = merged.files.join(', ');
  const why = merged.outcome === 'conflict' ? `conflicts with its branch in ${files}` : `can not be merged over what is not committed in ${files}`;
  const first = commits.indexOf(merged.commit);
  return {
    contains: new Map(commits.map((commit, index) => [commit, index < first])),
    obstacle: `the accepted commit ${merged.commit.slice(0, 10)} ${why}: its member is told to merge it first`,
  };
}

/** What is told of a mission whose foundation could not be merged. */
export function obstacleOf(record: MissionRecord, { prepared }: MissionLook): string | undefined {
  const { state } = record;
  if (state.state !== 'assigned') return undefined;
  const found = prepared.get(state.lease.by);
  return found?.mission === record.mission.address && found.obstacle !== undefined ? `${seatIn(state.lease.by)}: ${found.obstacle}` : undefined;
}
