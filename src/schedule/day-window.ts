import { cron } from '../util/cron.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight on the clock of a time zone. */
function minuteOfDay(at: number, timezone: string | undefined): number {
  const key = timezone ?? '';
  const known = formats.get(key);
  // To make one takes a thousand times as long as to use it.
  const format = known ?? new Intl.DateTimeFormat('en', { hourCycle: 'h23', hour: 'numeric', minute: 'numeric', ...(timezone === undefined ? {} : { timeZone: timezone }) });
  if (known === undefined) formats.set(key, format);
  const parts = format.formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return read('hour') * 60 + read('minute');
}

/** Times of day, such as `22:00-07:00`, in a time zone. */
export interface DayWindow {
  readonly between: string;
  readonly timezone?: string | undefined;
}

/** Whether a moment is from the first time of day on and before the second. */
export function isWithin({ between, timezone }: DayWindow, at: number): boolean {
  const [from = 0, to = 0] = between.split('-').map(minutesIn);
  const minute = minuteOfDay(at, timezone);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The next moment after this one at which it begins. */
export function nextOpening({ between, timezone }: DayWindow, after: number): number {
  return cron(dailyAt(between.split('-')[0] ?? ''), timezone).nextRun(new Date(after))?.getTime() ?? Infinity;
}

/** The latest moment at which it ended, up to this one. */
export function lastClosing({ between, timezone }: DayWindow, upTo: number): number {
  const nextSecond = Math.floor(upTo / 1000) * 1000 + 1000;
  return cron(dailyAt(between.split('-')[1] ?? ''), timezone).previousRuns(1, new Date(nextSecond))[0]?.getTime() ?? -Infinity;
}

function dailyAt(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour} * * *`;
}

function minutesIn(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
