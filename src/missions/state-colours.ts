import type { MissionStateName } from '../state/mission.ts';

/** How a mission is coloured in a picture: dark letters can be read on each fill. */
export const stateColours: Readonly<Record<MissionStateName, { readonly fill: string; readonly line: string }>> = {
  waiting: { fill: '#f3f4f6', line: '#9ca3af' },
  ready: { fill: '#eff6ff', line: '#60a5fa' },
  assigned: { fill: '#dbeafe', line: '#3b82f6' },
  working: { fill: '#fef9c3', line: '#ca8a04' },
  verifying: { fill: '#ffedd5', line: '#ea580c' },
  reviewing: { fill: '#fce7f3', line: '#db2777' },
  done: { fill: '#dcfce7', line: '#16a34a' },
  failed: { fill: '#fee2e2', line: '#dc2626' },
  parked: { fill: '#ede9fe', line: '#7c3aed' },
};
