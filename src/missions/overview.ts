import { nameIn, type Address } from '../state/address.ts';
import type { MissionRecord, MissionStateName } from '../state/mission.ts';
import { holderOf } from './tries.ts';

export type MissionCounts = Readonly<Record<MissionStateName, number>>;

/** The missions of a team, as far as they fit beside its members. */
export interface MissionsOverview {
  readonly counts: MissionCounts;
  /** What each member has now; absent for those that have none. */
  readonly byMember: ReadonlyMap<Address, HeldMission>;
}

/** A mission that a member has: it is on its way to it, worked at, or being checked. */
export interface HeldMission {
  readonly address: Address;
  readonly state: MissionStateName;
}

const heldStates: ReadonlySet<MissionStateName> = new Set(['assigned', 'working', 'verifying']);

/** Asks for the records of those alone that somebody has: they are no more than members, however many missions wait. */
export function missionsOverview(states: ReadonlyMap<Address, MissionStateName>, find: (mission: Address) => MissionRecord | undefined): MissionsOverview {
  const held = [...states].flatMap(([address, state]) => (heldStates.has(state) ? (find(address) ?? []) : []));
  const byMember = held.flatMap((record) => {
    const holder = holderOf(record);
    return holder === undefined ? [] : [[holder, { address: record.mission.address, state: record.state.state }] as const];
  });
  return { counts: countMissions(states), byMember: new Map(byMember) };
}

/** How many are in each state. */
export function countMissions(states: ReadonlyMap<Address, MissionStateName>): MissionCounts {
  const counts = { waiting: 0, ready: 0, assigned: 0, working: 0, verifying: 0, reviewing: 0, done: 0, failed: 0, parked: 0 };
  for (const state of states.values()) counts[state] += 1;
  return counts;
}

/** What is done, then what wants a person, then the rest from its end to its beginning. */
const inOrder: readonly MissionStateName[] = ['done', 'failed', 'parked', 'reviewing', 'verifying', 'working', 'assigned', 'ready', 'waiting'];

/** A phrase for each state that some are in: `3 done`, `1 working`; none where there are no missions. */
export function countPhrases(counts: MissionCounts): readonly { readonly state: MissionStateName; readonly text: string }[] {
  return inOrder.flatMap((state) => (counts[state] === 0 ? [] : [{ state, text: `${counts[state]} ${state}` }]));
}

/** `3 done, 1 working, 2 waiting`; empty where there are no missions. */
export function countWords(counts: MissionCounts): string {
  return countPhrases(counts).map(({ text }) => text).join(', ');
}

/** How a member's mission is called beside it: the name alone, since both are of one project. */
export function heldName({ address }: HeldMission): string {
  return nameIn(address);
}
