import { cron } from '../util/cron.ts';
import { isTimeZone } from '../util/time-zone.ts';

/** A time of day, with a day or without, with an offset or a time zone or neither. */
const form = /^(?:(?<day>\d{4}-\d\d-\d\d)[T ])?(?<time>(?:[01]?\d|2[0-3]):[0-5]\d)(?::(?<seconds>[0-5]\d))?(?<offset>Z|[+-][01]\d:[0-5]\d)?(?: +(?<zone>\S+))?$/;

interface Said {
  readonly time: string;
  readonly day?: string | undefined;
  readonly seconds?: string | undefined;
  readonly offset?: string | undefined;
  readonly zone?: string | undefined;
}

/**
 * The next moment after `now` that a person means, in milliseconds since the Unix epoch: `07:00`, `07:00 Europe/Berlin`,
 * `2026-11-22T07:00`, the same with a time zone behind it, or `2026-11-22T07:00+01:00`. Where the text names no time zone
 * it is meant in `timezone`, or else in the machine's. Undefined for any other text, and for a moment that is over.
 */
export function until(text: string, now: number, timezone?: string): number | undefined {
  const said = form.exec(text.trim())?.groups as Said | undefined;
  if (said === undefined || !holdsTogether(said)) return undefined;
  const at = said.offset === undefined ? localMoment(said, now, timezone) : Date.parse(`${said.day}T${said.time.padStart(5, '0')}:${said.seconds ?? '00'}${said.offset}`);
  return at !== undefined && at > now ? at : undefined;
}

/** An offset makes sense on a day, and instead of a time zone. */
function holdsTogether({ day, offset, zone }: Said): boolean {
  const offsetFits = offset === undefined || (day !== undefined && zone === undefined);
  return offsetFits && (day === undefined || isDay(day)) && (zone === undefined || isTimeZone(zone));
}

function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** As a cron expression, so that a time that the clock jumps over or repeats is the same moment as everywhere else. */
function localMoment({ day, time, seconds = '0', zone }: Said, now: number, timezone: string | undefined): number | undefined {
  const [hour, minute] = time.split(':').map(Number);
  const [, month = '*', date = '*'] = day?.split('-').map(Number) ?? [];
  // No time zone is further ahead of UTC than a day.
  const from = day === undefined ? now : Date.parse(day) - 86_400_000;
  const secondsMs = Number(seconds) * 1000;
  const minuteStart = cron(`${minute} ${hour} ${date} ${month} *`, zone ?? timezone).nextRun(new Date(from - secondsMs));
  return minuteStart === null ? undefined : minuteStart.getTime() + secondsMs;
}
