import type { Cron } from 'croner';
import type { WorkingHours } from '../manifest/manifest.ts';
import { cron } from '../util/cron.ts';

/** Whether a team works at a time. */
export interface WorkNow {
  readonly open: boolean;
  /** The next start or stop, in milliseconds since the Unix epoch: when to look again. A second start in a row changes nothing. */
  readonly until: number;
}

/** What holds at `now`, in milliseconds since the Unix epoch: the latest start or stop decides, of both at one time the stop. */
export function workNow(hours: WorkingHours, now: number): WorkNow {
  const start = cron(hours.start, hours.timezone);
  const stop = cron(hours.stop, hours.timezone);
  return {
    // Hours that have never begun are over.
    open: latest(start, now) > latest(stop, now),
    until: Math.min(next(start, now), next(stop, now)),
  };
}

/**
 * When that changes, in milliseconds since the Unix epoch: a team that works stops at the next stop, and one that does not
 * starts at the next start that is not a stop as well. Undefined where no such time is found.
 */
export function nextChange(hours: WorkingHours, now: number): number | undefined {
  const isOpen = workNow(hours, now).open;
  const runs = cron(isOpen ? hours.stop : hours.start, hours.timezone);
  let at = next(runs, now);
  for (let tries = 1; at !== Infinity && tries <= mostTries; tries += 1) {
    if (workNow(hours, at).open !== isOpen) return at;
    at = next(runs, at);
  }
  return undefined;
}

/** Of starts that are stops as well: hours may never be open. */
const mostTries = 1000;

/** At this moment counts. */
function latest(runs: Cron, now: number): number {
  // What is asked for is earlier than what is given, and stands at a whole second.
  const nextSecond = Math.floor(now / 1000) * 1000 + 1000;
  return runs.previousRuns(1, new Date(nextSecond))[0]?.getTime() ?? -Infinity;
}

/** At this moment does not count. */
function next(runs: Cron, now: number): number {
  return runs.nextRun(new Date(now))?.getTime() ?? Infinity;
}
