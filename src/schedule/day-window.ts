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
export function isWithin(window: DayWindow, at: number): boolean {
  const [from, to] = edgesOf(window);
  const minute = minuteOfDay(at, window.timezone);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The next moment after this one, at a full minute, that is within. The clock may repeat the time of day at which it begins, or jump over it. */
export function nextOpening(window: DayWindow, after: number): number {
  const [from] = edgesOf(window);
  let at = Math.floor(after / minuteMs) + 1;
  while (!isWithin(window, at * minuteMs)) {
    const ahead = (from - minuteOfDay(at * minuteMs, window.timezone) + day) % day;
    const leap = ahead - changeAtMost;
    at += ahead > far && isUnchanged(at, at + leap, window) ? leap : Math.min(ahead, quarter - (at % quarter));
  }
  return at * minuteMs;
}

/** The latest moment up to this one, at a full minute, before which it was within. */
export function lastClosing(window: DayWindow, upTo: number): number {
  const [, to] = edgesOf(window);
  let before = Math.floor(upTo / minuteMs) - 1;
  while (!isWithin(window, before * minuteMs)) {
    const ago = (minuteOfDay(before * minuteMs, window.timezone) - to + day) % day;
    const leap = ago - changeAtMost;
    before -= ago > far && isUnchanged(before - leap, before, window) ? leap : Math.min(ago + 1, (before % quarter) + 1);
  }
  return (before + 1) * minuteMs;
}

/** Whether the clock shows as much time between two minutes as there is: it may also be put back into the window. */
function isUnchanged(first: number, last: number, { timezone }: DayWindow): boolean {
  return (minuteOfDay(last * minuteMs, timezone) - minuteOfDay(first * minuteMs, timezone) - (last - first)) % day === 0;
}

const minuteMs = 60_000;
/** In minutes. Between two quarters of an hour no clock is changed, and none by more than so much at once. */
const [quarter, changeAtMost, far, day] = [15, 240, 360, 1440];

function edgesOf({ between }: DayWindow): readonly [from: number, to: number] {
  const [from = '', to = ''] = between.split('-');
  return [minutesIn(from), minutesIn(to)];
}

function minutesIn(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
