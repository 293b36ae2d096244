import type { Rate } from '../manifest/reaction.ts';

/** Times in milliseconds since the Unix epoch at which something was done; and whether one more was refused since the last. */
export interface Paced {
  readonly times: readonly number[];
  readonly isOver: boolean;
}

export const unpaced: Paced = { times: [], isOver: false };

/** Those that still count. A time that is yet to come was noted before somebody set the clock back. */
export function recentTimes(times: readonly number[], { everyMs }: Rate, now: number): readonly number[] {
  return times.filter((at) => at > now - everyMs && at <= now);
}

/** Whether it may be done once more, and what is to be remembered then. `isNew` where it is refused for the first time since it last was not. */
export function paced({ times, isOver }: Paced, rate: Rate, now: number): { readonly may: boolean; readonly isNew: boolean; readonly after: Paced } {
  const recent = recentTimes(times, rate, now);
  const may = recent.length < rate.count;
  return { may, isNew: !may && !isOver, after: may ? { times: [...recent, now], isOver: false } : { times: recent, isOver: true } };
}
