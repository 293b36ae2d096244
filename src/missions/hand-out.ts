import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import { demandKey, demandOf, eligible } from './eligible.ts';
import { byMerit, type Situation } from './merits.ts';
import type { MissionSeat } from './seat.ts';

/** Who is to try a mission again, by member: it is given nothing else before, which would meet what the last try left behind. */
export type Reservations = ReadonlyMap<Address, Address>;

/**
 * Who gets which mission now, by mission, of ready ones in queue order. None is passed over for a later one; but one that
 * can go to several leaves to a later one the only member that may do it. So nobody rests while there is work for him.
 */
export function handOut(ready: readonly MissionRecord[], situation: Situation, reserved: Reservations = reservations(ready, situation.seats)): ReadonlyMap<Address, MissionSeat> {
  const available = situation.seats.filter(isAvailable);
  const round: Round = { situation, available, reserved, taken: new Map(), settled: new Set(), pools: new Map() };
  for (const record of ready) {
    if (round.taken.size === available.length) break;
    if (isPausing(record, situation.now)) continue;
    const tried = new Set<Address>();
    // Those that were tried in vain hold what can go nowhere else: trying them for a later one is in vain too.
    if (!place(record, round, tried)) for (const seat of tried) round.settled.add(seat);
  }
  return new Map([...round.taken].map(([seat, record]) => [record.mission.address, available.find(({ address }) => address === seat)!]));
}

interface Round {
  readonly situation: Situation;
  readonly available: readonly MissionSeat[];
  readonly reserved: Reservations;
  readonly taken: Map<Address, MissionRecord>;
  readonly settled: Set<Address>;
  /** The available seats that missions of the same demand may go to. */
  readonly pools: Map<string, readonly MissionSeat[]>;
}

/** Nobody has it, and its pause after the last try is not over. */
export function isPausing({ state }: MissionRecord, now: number): boolean {
  return state.state === 'ready' && (state.notBefore ?? 0) > now;
}

/** It can be given a mission now: only a launch and a conversation that are known can hold a lease. */
export function isAvailable({ state, holds, epoch, conversation }: MissionSeat): boolean {
  return state === 'free' && holds === undefined && epoch !== undefined && conversation !== undefined;
}

/** Each member keeps the first in the queue that it is to try again. */
export function reservations(ready: readonly MissionRecord[], seats: readonly MissionSeat[]): Reservations {
  const reserved = new Map<Address, Address>();
  for (const record of ready) {
    const by = againBy(record, seats)?.address;
    if (by !== undefined && !reserved.has(by)) reserved.set(by, record.mission.address);
  }
  return reserved;
}

/** Who tries it again, while there is hope that it can. */
export function againBy(record: MissionRecord, seats: readonly MissionSeat[]): MissionSeat | undefined {
  const { state } = record;
  if (state.state !== 'ready' || state.again === undefined) return undefined;
  const { by } = state.again;
  const seat = seats.find(({ address }) => address === by);
  return seat === undefined || seat.forGood === true || demandOf(record, seats)(seat) !== undefined ? undefined : seat;
}

/** A new conversation was asked for, and its member is still in the old one. */
export function awaitsFreshStart({ state }: MissionRecord, { conversation }: MissionSeat): boolean {
  return state.state === 'ready' && state.again !== undefined && state.again.fresh && state.again.conversation === conversation;
}

/** The best of those that are left; or else one that has another mission in this round, if that can go elsewhere. */
function place(record: MissionRecord, round: Round, tried: Set<Address>): boolean {
  const { taken, situation } = round;
  const choices = choicesOf(record, round).filter(({ address }) => !tried.has(address));
  const [best] = byMerit(record, choices.filter(({ address }) => !taken.has(address)), situation);
  const seat = best ?? choices.find(({ address }) => frees(address, round, tried));
  if (seat !== undefined) taken.set(seat.address, record);
  return seat !== undefined;
}

/** Whether the mission that a member has in this round finds another. */
function frees(member: Address, round: Round, tried: Set<Address>): boolean {
  if (tried.has(member)) return false;
  tried.add(member);
  return place(round.taken.get(member)!, round, tried);
}

function choicesOf(record: MissionRecord, round: Round): readonly MissionSeat[] {
  const { reserved, settled, situation: { seats } } = round;
  const { address } = record.mission;
  const again = againBy(record, seats);
  const pool = again === undefined ? poolOf(record, round) : round.available.filter((seat) => seat.address === again.address && !awaitsFreshStart(record, seat));
  return pool.filter((seat) => !settled.has(seat.address) && (reserved.get(seat.address) ?? address) === address);
}

function poolOf(record: MissionRecord, { situation: { seats }, available, pools }: Round): readonly MissionSeat[] {
  const demand = demandKey(record);
  const known = pools.get(demand);
  if (known !== undefined) return known;
  const fits = eligible(record, seats);
  const pool = available.filter((seat) => fits.includes(seat));
  pools.set(demand, pool);
  return pool;
}
