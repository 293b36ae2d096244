import type { WorkNow } from '../../src/schedule/working-hours.ts';

const minuteMs = 60_000;

/** What the clock on the wall shows, minute by minute. */
export interface WallClock {
  readonly from: number;
  readonly minutes: readonly ShownMinute[];
}

interface ShownMinute {
  /** The day and time that it shows as minutes, as if it were UTC. */
  readonly shown: number;
  /** The latest that it has shown before. */
  readonly before: number;
}

/** The wall clock of a time zone for some days, asked for each minute. */
export function wallClock(timezone: string, from: number, days: number): WallClock {
  const format = new Intl.DateTimeFormat('en', { timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  let before: number | undefined;
  const minutes = Array.from({ length: days * 24 * 60 }, (_, index) => {
    const part = Object.fromEntries(format.formatToParts(from + index * minuteMs).map(({ type, value }) => [type, Number(value)]));
    const shown = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']) / minuteMs;
    const minute = { shown, before: before ?? shown - 1 };
    before = Math.max(minute.before, shown);
    return minute;
  });
  return { from, minutes };
}

/** Times of day, on days of the week (0 is Sunday). */
export interface Times {
  readonly minutes: readonly number[];
  /** All, every so often, when absent. */
  readonly hours?: readonly number[];
  readonly weekdays: readonly number[];
}

export function asCron({ minutes, hours, weekdays }: Times): string {
  return `${minutes.join(',')} ${hours?.join(',') ?? '*'} * * ${weekdays.join(',')}`;
}

/** The oracle: walks from minute to minute, and knows nothing of time zones but what the clock shows. */
export function scanned(clock: WallClock, { start, stop }: { readonly start: Times; readonly stop: Times }, now: number): WorkNow {
  const isEither = (index: number) => [start, stop].some((times) => fires(times, minuteAt(clock, index)));
  let latest = Math.floor((now - clock.from) / minuteMs);
  let next = latest + 1;
  while (!isEither(latest)) latest -= 1;
  while (!isEither(next)) next += 1;
  return { open: !fires(stop, minuteAt(clock, latest)), until: clock.from + next * minuteMs };
}

function minuteAt({ minutes }: WallClock, index: number): ShownMinute {
  const minute = minutes[index];
  if (minute === undefined) throw new Error('The scanned days hold no start and no stop on one side.');
  return minute;
}

/** A named time fires once: after the gap that swallows it, and the first time of two. Every so often fires whenever it is shown. */
function fires(times: Times, { shown, before }: ShownMinute): boolean {
  if (times.hours === undefined) return fits(times, shown);
  const passed = Array.from({ length: Math.max(0, shown - before) }, (_, index) => before + 1 + index);
  return passed.some((minute) => fits(times, minute));
}

function fits({ minutes, hours, weekdays }: Times, minute: number): boolean {
  const at = new Date(minute * minuteMs);
  return minutes.includes(at.getUTCMinutes()) && (hours?.includes(at.getUTCHours()) ?? true) && weekdays.includes(at.getUTCDay());
}
