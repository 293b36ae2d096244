import type { Address } from '../state/address.ts';
import type { MissionRecord, MissionStateName, MissionTry } from '../state/mission.ts';
import { estimateRest, type Rest } from './estimate.ts';
import type { MissionSeat } from './seat.ts';

/** What became of the missions of a team so far. */
export interface MissionStats {
  /** How many are in each state. */
  readonly states: Readonly<Record<MissionStateName, number>>;
  readonly throughput: Throughput;
  /** In the order of names; those who left the team have neither role nor tool any more. */
  readonly members: readonly Success[];
  readonly roles: readonly Success[];
  readonly tools: readonly Success[];
  readonly rest: Rest;
}

/** How much was done. `since` is when the first try began, in milliseconds since the Unix epoch; absent where none did. */
export interface Throughput {
  readonly done: number;
  readonly lastHour: number;
  readonly lastDay: number;
  readonly since?: number;
}

/** What became of the tries of a member, or of all those of a role or with a tool. */
export interface Success {
  readonly name: string;
  readonly done: number;
  readonly failed: number;
  /** Lost with their member or prompt: no failure. */
  readonly lost: number;
  /** Of those that were done or failed, the part that was done, from 0 to 1; absent where there is none. */
  readonly rate?: number;
}

const hourMs = 60 * 60_000;

/** Of all missions of a team, and its present members. `now` in milliseconds since the Unix epoch. */
export function statsOf(records: readonly MissionRecord[], seats: readonly Pick<MissionSeat, 'address' | 'role' | 'tool' | 'forGood'>[], now: number): MissionStats {
  const tries = records.flatMap((record) => record.tries);
  const seatOf = new Map(seats.map((seat) => [seat.address, seat]));
  const by = (name: (member: Address) => string | undefined): readonly Success[] => successBy(tries, name);
  return {
    states: countStates(records),
    throughput: throughputOf(records, tries, now),
    members: by((member) => member),
    roles: by((member) => seatOf.get(member)?.role),
    tools: by((member) => seatOf.get(member)?.tool),
    rest: estimateRest(records, seats.filter(({ forGood }) => forGood !== true).length, now),
  };
}

function countStates(records: readonly MissionRecord[]): Readonly<Record<MissionStateName, number>> {
  const counts = { waiting: 0, ready: 0, assigned: 0, working: 0, verifying: 0, reviewing: 0, done: 0, failed: 0, parked: 0 };
  for (const { state } of records) counts[state.state] += 1;
  return counts;
}

function throughputOf(records: readonly MissionRecord[], tries: readonly MissionTry[], now: number): Throughput {
  const doneAt = records.flatMap(({ state }) => (state.state === 'done' ? [state.at] : []));
  const since = tries.reduce((first, { startedAt }) => Math.min(first, startedAt), Infinity);
  const within = (milliseconds: number): number => doneAt.filter((at) => at > now - milliseconds).length;
  return { done: doneAt.length, lastHour: within(hourMs), lastDay: within(24 * hourMs), ...(since === Infinity ? {} : { since }) };
}

function successBy(tries: readonly MissionTry[], name: (member: Address) => string | undefined): readonly Success[] {
  const counts = new Map<string, Record<MissionTry['result'], number>>();
  for (const { by, result } of tries) {
    const group = name(by);
    if (group === undefined) continue;
    const count = counts.get(group) ?? { done: 0, failed: 0, lost: 0 };
    count[result] += 1;
    counts.set(group, count);
  }
  return [...counts].map(([group, count]) => successOf(group, count)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function successOf(name: string, count: Readonly<Record<MissionTry['result'], number>>): Success {
  const judged = count.done + count.failed;
  return { name, ...count, ...(judged === 0 ? {} : { rate: count.done / judged }) };
}
