import type { Processes } from '../host/processes/processes.ts';
import type { ObservedPane } from '../state/observed.ts';

/**
 * Whether all that was seen to live still does, by one small file of the system each: no process is started for it. It
 * is the safety net below tmux's own word, which comes late at times.
 */
export function allAlive(panes: Iterable<ObservedPane>, processes: Pick<Processes, 'isRunning'>): boolean {
  for (const { dead, pid } of panes) if (dead === undefined && !processes.isRunning(pid)) return false;
  return true;
}

/** Who lives in a directory that was removed: nothing but a look at the process itself tells of that. */
export function uprootedAmong(panes: readonly ObservedPane[], processes: Pick<Processes, 'isUprooted'>): readonly string[] {
  return panes.flatMap(({ id, server, dead, pid }) => (dead === undefined && processes.isUprooted(pid) ? [`${server} ${id} ${pid}`] : []));
}
