import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import type { MissionSeat } from './seat.ts';
import { silenceOf } from './silence.ts';

/** When time alone changes something of these missions: the earliest deadline, or end of a pause, that is yet to come. */
export function nextTime(records: readonly MissionRecord[], seats: ReadonlyMap<Address, MissionSeat>, now: number): number | undefined {
  let next = Infinity;
  for (const record of records) {
    for (const time of timesOf(record, seats)) if (time > now && time < next) next = time;
  }
  return next === Infinity ? undefined : next;
}

function timesOf({ state }: MissionRecord, seats: ReadonlyMap<Address, MissionSeat>): readonly number[] {
  switch (state.state) {
    case 'ready': return state.notBefore === undefined ? never : [state.notBefore];
    case 'assigned': return [state.deadline];
    case 'working': return [state.deadline, silenceOf(state, seats.get(state.lease.by))?.until ?? Infinity];
    case 'verifying': return [state.deadline, state.missed?.notBefore ?? Infinity];
    default: return never;
  }
}

const never: readonly number[] = [];
