const minuteMs = 60_000;
/** No clock is changed at another time than a quarter of an hour; so often is asked what it shows. */
const askedEvery = 15;

/** What a wall clock shows at each minute of some time, as minutes as if it were UTC. */
export interface YearOfMinutes {
  readonly from: number;
  readonly shown: Float64Array;
}

/** Asks the system for the time in a zone, and nothing else; knows nothing of rules. */
export function yearOf(timezone: string, from: number, days: number): YearOfMinutes {
  const minuteAt = wallClock(timezone);
  const shown = new Float64Array(days * 24 * 60);
  for (let index = 0; index < shown.length; index += askedEvery) {
    const first = minuteAt(from + index * minuteMs);
    for (let more = 0; more < askedEvery; more += 1) shown[index + more] = first + more;
  }
  return { from, shown };
}

const dayMs = 24 * 60 * minuteMs;
/** No clock that is changed is changed back sooner than in a week. */
const unchangedDays = 7;

/** Whether the clock of a zone is put forward and back in that time. There are hundreds of zones: not each minute is looked at. */
export function isChanged(timezone: string, from: number, days: number): boolean {
  const minuteAt = wallClock(timezone);
  const ahead = Array.from({ length: Math.ceil(days / unchangedDays) }, (_, week) => from + week * unchangedDays * dayMs).map((at) => minuteAt(at) - at / minuteMs);
  const steps = ahead.slice(1).map((minutes, index) => minutes - ahead[index]!);
  return steps.some((step) => step > 0) && steps.some((step) => step < 0);
}

/** Gives what a zone's clock shows at a time, in minutes as if it were UTC. */
function wallClock(timezone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  return (time) => {
    const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']) / minuteMs;
  };
}

/** When something is due; a part that is absent is any. */
export interface Times {
  readonly second?: number;
  readonly minutes?: readonly number[];
  readonly hours?: readonly number[];
  readonly weekdays?: readonly number[];
}

export function cronOf({ second, minutes, hours, weekdays }: Times): string {
  const fields = [minutes, hours, undefined, undefined, weekdays].map((values) => values?.join(',') ?? '*').join(' ');
  return second === undefined ? fields : `${second} ${fields}`;
}

/**
 * The oracle: all times of a year, minute by minute. A named time of day comes once a day: after the gap that swallows it, the
 * first time of two that are shown. Every so often comes whenever it is shown.
 */
export function scan({ from, shown }: YearOfMinutes, times: Times): number[] {
  const isNamed = times.minutes !== undefined && times.hours !== undefined;
  const found: number[] = [];
  let latest = (shown[0] ?? 0) - 1;
  for (let index = 0; index < shown.length; index += 1) {
    const minute = shown[index]!;
    const at = from + index * minuteMs;
    // What the gap has swallowed comes with the first second after it.
    if (isNamed && anyFits(times, latest + 1, minute - 1)) found.push(at);
    if (fits(times, minute) && !(isNamed && minute <= latest)) found.push(at + (times.second ?? 0) * 1000);
    latest = Math.max(latest, minute);
  }
  return [...new Set(found)];
}

function anyFits(times: Times, first: number, last: number): boolean {
  for (let minute = first; minute <= last; minute += 1) if (fits(times, minute)) return true;
  return false;
}

function fits({ minutes, hours, weekdays }: Times, minute: number): boolean {
  const [ofHour, ofDay] = [((minute % 60) + 60) % 60, Math.floor(minute / 60) % 24];
  const weekday = (Math.floor(minute / (24 * 60)) + 4) % 7;
  return (minutes?.includes(ofHour) ?? true) && (hours?.includes(ofDay) ?? true) && (weekdays?.includes(weekday) ?? true);
}

/** Those of them at which the clock shows a time of day from the first on and before the second, in minutes. */
export function within({ from, shown }: YearOfMinutes, found: readonly number[], [first, last]: readonly [number, number]): number[] {
  return found.filter((at) => {
    const minute = shown[Math.floor((at - from) / minuteMs)]! % (24 * 60);
    return first <= last ? minute >= first && minute < last : minute >= first || minute < last;
  });
}
