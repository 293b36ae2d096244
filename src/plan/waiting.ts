import type { Activity, ObservedPane } from '../state/observed.ts';

const reasons: Record<Exclude<Activity, 'idle'>, string> = {
  starting: 'it to finish starting',
  working: 'the end of its turn',
  waiting: 'an answer that it asked for',
  unknown: '--now, because its tool does not tell whether it is idle',
};

/** Why a live agent is not disturbed now; undefined when it may be. */
export function waitFor(pane: ObservedPane, activity: Activity): string | undefined {
  if (pane.attended) return 'the person who looks at its window';
  return activity === 'idle' ? undefined : reasons[activity];
}
