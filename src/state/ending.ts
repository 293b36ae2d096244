import type { ObservedPane } from './observed.ts';

/** How a pane's program ended, as a phrase. tmux before 3.3 names no signal. */
export function endOf({ code, signal }: NonNullable<ObservedPane['dead']>): string {
  if (code !== undefined) return `exited with code ${code}`;
  return signal === undefined ? 'ended; tmux does not tell how' : `ended by signal ${signal}`;
}
