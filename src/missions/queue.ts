import { priorities, type Priority } from '../manifest/mission.ts';
import type { MissionRecord } from '../state/mission.ts';

/**
 * What one step of priority is worth, in milliseconds: a mission that is ready for so long goes before those of the next
 * priority that become ready now. So every mission has its turn, also where urgent ones never end.
 */
export const ageingMs = 8 * 60 * 60_000;

const step = new Map<Priority, number>(priorities.map((priority, index) => [priority, index]));

/**
 * When its turn is, as a time: the earlier goes first. It does not depend on the present time, so that no two missions
 * ever change places while they wait.
 */
export function turnOf({ mission, state, addedAt }: MissionRecord): number {
  const since = state.state === 'ready' ? state.since : addedAt;
  return since + step.get(mission.priority)! * ageingMs;
}

/** In the order in which missions are given out: by turn, then the one added first, then by address. */
export function inQueueOrder(records: readonly MissionRecord[]): MissionRecord[] {
  return records
    .map((record) => ({ record, turn: turnOf(record) }))
    .sort((a, b) => a.turn - b.turn || a.record.addedAt - b.record.addedAt || compare(a.record.mission.address, b.record.mission.address))
    .map(({ record }) => record);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
