import { Cron } from 'croner';

/**
 * A cron expression of five fields, to be asked when it fires; it sets no timer. Times of day that are named, and not
 * every so often, fire once a day in any time zone: after the gap where the clock jumps over them, and the first time
 * where it repeats them. Without a time zone the machine's holds. Throws for a bad expression.
 */
export function cron(expression: string, timezone?: string): Cron {
  return new Cron(expression, { mode: '5-part', paused: true, fixedTimeRule: 'no-wildcard', ...(timezone === undefined ? {} : { timezone }) });
}
