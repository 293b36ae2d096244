import { cronWithSeconds } from '../util/cron.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Whether a cron expression has times of day that are from the first one of `between` on and before the second, as in
 * `22:00-07:00`. Its times are the same on each of its days, so one day tells; which day is no matter.
 */
export function firesWithin(expression: string, between: string): boolean {
  const [from, to] = between.split('-').map(minuteOf) as [number, number];
  const runs = cronWithSeconds(expression, 'UTC'); // on a clock that is never changed
  const first = runs.nextRun(new Date(Date.UTC(2024, 0, 1) - 1000))?.getTime();
  if (first === undefined) return false;
  const day = first - (first % dayMs);
  const next = runs.nextRun(new Date(day + from * minuteMs - 1000))?.getTime() ?? Infinity;
  const isWithin = (minute: number) => (from <= to ? minute >= from && minute < to : minute >= from || minute < to);
  return [first, next].some((at) => at < day + dayMs && isWithin(Math.floor((at - day) / minuteMs)));
}

function minuteOf(timeOfDay: string): number {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number);
  return hour * 60 + minute;
}
