import type { ReadStatus } from '../state/evidence.ts';
import type { ObservedPane } from '../state/observed.ts';

const reasons: Record<Exclude<ReadStatus, 'idle' | 'exited'>, string> = {
  starting: 'it to finish starting',
  working: 'the end of its turn',
  waiting: 'an answer that it asked for',
  limited: 'the end of its usage limit',
  unknown: '--now, because its tool does not tell whether it is idle',
};

/** Why a live agent is not disturbed now; undefined when it may be. */
export function waitFor(pane: ObservedPane, status: ReadStatus): string | undefined {
  if (pane.attended) return 'the person who looks at its window';
  return status === 'idle' || status === 'exited' ? undefined : reasons[status];
}
