import { Cron } from 'croner';

/**
 * A cron expression of five fields, to be asked when it fires; it sets no timer. Times of day that are named, and not
 * every so often, fire once a day in any time zone: after the gap where the clock jumps over them, and the first time
 * where it repeats them. Without a time zone the machine's holds. Throws for a bad expression.
 */
export function cron(expression: string, timezone?: string): Cron {
  return cronOf(expression, '5-part', timezone);
}

/** The same, with a field for seconds in front of the five where there are six. */
export function cronWithSeconds(expression: string, timezone?: string): Cron {
  return cronOf(expression, '5-or-6-parts', timezone);
}

function cronOf(expression: string, mode: '5-part' | '5-or-6-parts', timezone: string | undefined): Cron {
  return new Cron(expression, { mode, paused: true, fixedTimeRule: 'no-wildcard', ...(timezone === undefined ? {} : { timezone }) });
}
