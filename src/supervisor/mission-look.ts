import type { PromptTexts } from '../manifest/prompts.ts';
import type { Host } from '../host/host.ts';
import { advance } from '../missions/advance.ts';
import { elsewhere } from '../missions/elsewhere.ts';
import { historyOf } from '../missions/history.ts';
import { tiersAbove, type TierRule } from '../missions/model-tier.ts';
import type { MissionSeat } from '../missions/seat.ts';
import { holderOf, leaseOf } from '../missions/tries.ts';
import type { MissionsWorld } from '../missions/world.ts';
import { digest, digestBytes } from '../post/digest.ts';
import { changingMissions } from '../plan/missions.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Mission, MissionRecord } from '../state/mission.ts';
import { decidesMissions } from '../state/sharing.ts';
import { messageId } from './messenger.ts';
import { prepare, type Prepared } from './mission-prepare.ts';
import { agreement, reserve, sharedLook, type SharedLook } from './mission-reserve.ts';
import type { TeamShare } from './team-share.ts';

/** What a pass found out for the missions of a team, outside of any transaction: git takes its time. */
export interface MissionLook {
  readonly team: string;
  readonly seats: readonly MissionSeat[];
  /** As the manifest has them; absent where that is for another host's to say. */
  readonly wanted?: readonly Mission[];
  readonly tiers: readonly TierRule[];
  /** The words of the team, where it has its own. */
  readonly prompts?: PromptTexts;
  /** By member: only these are given anything in this pass. */
  readonly prepared: ReadonlyMap<Address, Prepared>;
  /** In a team on several hosts. */
  readonly share?: SharedLook;
}

/** What a look at missions starts from. */
export interface LookRequest {
  readonly kept: KeptTeam;
  readonly seats: readonly MissionSeat[];
  /** Absent where this host has the team alone. */
  readonly share: TeamShare | undefined;
}

/**
 * Looks who would be given what, and merges the accepted commits that each of these missions builds on into its member's
 * branch. Repeated after a kill: what is merged already is nothing. Undefined where no mission of the team is open.
 * Throws a HostError when git can not tell what a worktree is on.
 */
export async function lookAtMissions({ kept: { name, desired: { members, missions, modelTiers, prompts, sharing } }, seats, share }: LookRequest, host: Host): Promise<MissionLook | undefined> {
  if (seats.length === 0) return undefined;
  const isAgreed = share === undefined || (await share.sync());
  const open = host.store.missions.open(name);
  if (open.length === 0) return undefined;
  const look: MissionLook = { team: name, ...(decidesMissions(sharing) ? { wanted: missions } : {}), tiers: tiersAbove(modelTiers ?? []), ...(prompts === undefined ? {} : { prompts }), prepared: new Map(), ...sharedLook(share, host, seats) };
  const { changed } = advance(worldOf(look, host));
  const latest = new Map(changed.map((record) => [record.mission.address, record]));
  const tries = new Map(open.map((record) => [record.mission.address, leaseOf(record)?.givenAt]));
  // Who has a mission already, and only goes on with it in a later launch, may be at work there.
  const given = changed.filter(({ mission: { address }, state }) => state.state === 'assigned' && state.lease.givenAt !== tries.get(address));
  const ours = share === undefined ? given : isAgreed ? await reserve(given, share, host) : [];
  const prepared = await Promise.all(ours.flatMap((record) => {
    const member = members.find(({ address }) => address === holderOf(record));
    return member === undefined ? [] : [prepare(record, member, { team: name, host, isShared: share !== undefined, find: (address) => latest.get(address) ?? host.store.missions.find(name, address) })];
  }));
  // A host may be heard of again while that is agreed on: what it has been given since is not to be taken from it.
  const { seats: present, share: shared } = sharedLook(share, host, seats);
  return { ...look, seats: present, prepared: new Map(prepared), ...(shared === undefined ? {} : { share: { ...shared, ...agreement(ours, given, open) } }) };
}

/** The world as the missions of a team see it, by the store as it is now. */
export function worldOf({ team, seats, wanted, tiers, prompts, prepared, share }: MissionLook, { store, clock }: Host): MissionsWorld {
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
    knowledge: (project) => digest(store.knowledge.ofTeam(team, project), digestBytes, prompts),
    ...(prompts === undefined ? {} : { prompts }),
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

/** What is told of a mission whose foundation could not be merged. */
export function obstacleOf(record: MissionRecord, { prepared }: MissionLook): string | undefined {
  const { state } = record;
  if (state.state !== 'assigned') return undefined;
  const found = prepared.get(state.lease.by);
  return found?.mission === record.mission.address && found.obstacle !== undefined ? `${seatIn(state.lease.by)}: ${found.obstacle}` : undefined;
}
