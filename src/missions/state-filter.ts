import { isOver, type MissionRecord, type MissionStateName } from '../state/mission.ts';
import { blockers, type MissionStates } from './readiness.ts';
import { stateMarks } from './state-marks.ts';

/** What missions can be asked for by: a state, or one of two questions that go across states. */
export type StateFilter = MissionStateName | 'pending' | 'blocked';

/** In the order of their lives, the questions last. */
export const stateFilters: readonly StateFilter[] = [...(Object.keys(stateMarks) as MissionStateName[]), 'pending', 'blocked'];

/** Whether it is one of those asked for. Pending: nobody has it, and nothing keeps it from being given out. Blocked: it waits for others. */
export function isAskedFor(record: MissionRecord, filter: StateFilter, states: MissionStates): boolean {
  const isBlocked = !isOver(record) && blockers(record, states).length > 0;
  if (filter === 'blocked') return isBlocked;
  if (filter !== 'pending') return record.state.state === filter;
  return !isBlocked && (record.state.state === 'waiting' || record.state.state === 'ready');
}
