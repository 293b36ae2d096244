import { quote, together } from '../diagnostics/words.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { MissionRecord, MissionStateName } from '../state/mission.ts';
import { reviewAddress } from './review.ts';

/** Where each mission of a team stands; undefined for one that does not exist. */
export type MissionStates = Pick<ReadonlyMap<Address, MissionStateName>, 'get'>;

/** A mission that another waits for, its review among them. `gone`: there is none of that name. */
export interface Blocker {
  readonly mission: Address;
  readonly state: MissionStateName | 'gone';
}

/** What a mission waits for, in the order of its `after`, or its review; empty where all of it is done. */
export function blockers({ mission: { address: own, after }, state }: Pick<MissionRecord, 'mission' | 'state'>, states: MissionStates): readonly Blocker[] {
  if (state.state === 'reviewing') return reviewBlocker(reviewAddress(own), states);
  return after.map((address) => ({ mission: address, state: states.get(address) ?? 'gone' as const })).filter(({ state: of }) => of !== 'done');
}

/** One that is not there yet is about to be asked for. */
function reviewBlocker(review: Address, states: MissionStates): readonly Blocker[] {
  const state = states.get(review);
  return state === undefined || state === 'done' ? [] : [{ mission: review, state }];
}

/** Whether it waits for others, asked for every mission in every pass. */
export function isBlocked({ mission: { after } }: Pick<MissionRecord, 'mission'>, states: MissionStates): boolean {
  return after.some((address) => states.get(address) !== 'done');
}

/** Those of its blockers that do not go on by themselves: a person has to say how. */
export function stoppedBlockers(record: Pick<MissionRecord, 'mission' | 'state'>, states: MissionStates): readonly Blocker[] {
  return record.mission.after.some((address) => isStopped(states.get(address))) ? blockers(record, states).filter(({ state }) => isStopped(state)) : none;
}

const none: readonly Blocker[] = [];

/** Failed, parked, or not there at all. */
export function isStopped(state: Blocker['state'] | undefined): boolean {
  return state === undefined || state === 'failed' || state === 'parked' || state === 'gone';
}

/** `it waits for "shop/cart-api", which is being worked at, and "shop/search", which has failed`; undefined where nothing blocks it. */
export function blockedWords(blocking: readonly Blocker[]): string | undefined {
  if (blocking.length === 0) return undefined;
  return `it waits for ${together(blocking.map(({ mission, state }) => `${quote(seatIn(mission))}, which ${stateWords[state]}`))}`;
}

const stateWords: Readonly<Record<Blocker['state'], string>> = {
  waiting: 'waits itself',
  ready: 'is with nobody yet',
  assigned: 'is being given out',
  working: 'is being worked at',
  verifying: 'is being checked',
  reviewing: 'is being reviewed',
  done: 'is done',
  failed: 'has failed',
  parked: 'is parked',
  gone: 'does not exist',
};
