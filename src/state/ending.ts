import type { ObservedPane } from './observed.ts';

/** How a pane's program ended, as a phrase. tmux before 3.4 tells no signal's number, only that there is no exit code. */
export function endOf({ code, signal }: NonNullable<ObservedPane['dead']>): string {
  if (code !== undefined) return `exited with code ${code}`;
  return signal === undefined ? 'ended by a signal' : `ended by signal ${signal}`;
}
