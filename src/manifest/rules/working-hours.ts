import type { Cron } from 'croner';
import { error } from '../../diagnostics/problem.ts';
import { cron } from '../../util/cron.ts';
import { cronFault } from '../cron-fault.ts';
import { keyPlace, valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';

export const workingHours: Rule = {
  name: 'working-hours',
  sentence: 'Working hours do not stop whenever they start.',
  *check({ root, written }) {
    const { start, stop } = written.schedule ?? {};
    if (start === undefined || stop === undefined || cronFault(start) !== undefined || cronFault(stop) !== undefined) return;
    if (!alwaysStops(start, stop)) return;
    yield error('no-working-hours', 'The team never works: whenever its working hours start, they stop at the same minute.', {
      place: valuePlace(root, ['schedule', 'stop']),
      related: [{ message: 'They start here.', place: keyPlace(root, ['schedule', 'start']) }],
      hint: 'Let them stop at another time: "0 7 * * *" is each day at 7:00.',
    });
  },
};

function alwaysStops(start: string, stop: string): boolean {
  const stops = cron(stop, 'UTC');
  for (const at of tellingRuns(cron(start, 'UTC'))) {
    if (!stops.match(at)) return false;
  }
  return true;
}

const dayMs = 86_400_000;
const from = Date.UTC(2024, 0, 1);
/** After so many years the same days of the week have the same dates again, leap years included. */
const to = Date.UTC(2024 + 28, 0, 1);

/** Every time of one day, and one time of every day: which days and which times of day have nothing to do with each other. */
function* tellingRuns(runs: Cron): Iterable<Date> {
  // What is asked for is later than what is given.
  let at = runs.nextRun(new Date(from - 1000));
  const firstDay = dayOf(at);
  while (at !== null && at.getTime() < to) {
    yield at;
    at = runs.nextRun(dayOf(at) === firstDay ? at : new Date(dayOf(at) + dayMs - 1000));
  }
}

function dayOf(at: Date | null): number {
  const time = at?.getTime() ?? to;
  return time - (time % dayMs);
}
