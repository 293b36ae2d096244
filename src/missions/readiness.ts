import { quote, together } from '../diagnostics/words.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { MissionRecord, MissionStateName } from '../state/mission.ts';

export type MissionStates = Pick<ReadonlyMap<Address, MissionStateName>, 'get'>;

/** A mission that another waits for. `gone`: there is none of that name. */
export interface Blocker {
  readonly mission: Address;
  readonly state: MissionStateName | 'gone';
}

/** What a mission waits for, in the order of its `after`; empty where all of it is done. */
export function blockers({ mission: { after } }: Pick<MissionRecord, 'mission'>, states: MissionStates): readonly Blocker[] {
  if (after.every((address) => states.get(address) === 'done')) return none;
  return after.flatMap((address) => {
    const state = states.get(address) ?? 'gone';
    return state === 'done' ? [] : [{ mission: address, state }];
  });
}

const none: readonly Blocker[] = [];

/** What does not go on by itself: a person has to say how. */
export function isStopped({ state }: Blocker): boolean {
  return state === 'failed' || state === 'parked' || state === 'gone';
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
  done: 'is done',
  failed: 'has failed',
  parked: 'is parked',
  gone: 'does not exist',
};
