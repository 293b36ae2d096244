import type { MissionStateName } from '../state/mission.ts';

/** One sign for each state, a column wide. */
export const stateMarks: Readonly<Record<MissionStateName, string>> = {
  waiting: '·',
  ready: '○',
  assigned: '◔',
  working: '●',
  verifying: '◑',
  reviewing: '◕',
  done: '✓',
  failed: '✗',
  parked: '‖',
};
