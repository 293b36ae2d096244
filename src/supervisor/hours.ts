import { workNow } from '../schedule/working-hours.ts';
import type { KeptTeam } from '../state/kept-team.ts';

/** Whether a team is to work now. `until` is when that may change, in milliseconds since the Unix epoch. */
export type Shift =
  | { readonly state: 'on'; readonly until?: number }
  /** Its agents stay, finish their turns and are given nothing. */
  | { readonly state: 'parked'; readonly because: string; readonly until?: number }
  /** Its agents are ended at the end of their turns, with their conversations kept. */
  | { readonly state: 'down'; readonly because: string; readonly until?: number; /** It has lived as long as it was to, and is kept no more once it is down. */ readonly isLast?: true };

/** A person's pause, then the team's end, then its working hours. Pure. */
export function shiftOf({ paused, schedule, endsAt, atEnd }: KeptTeam, now: number): Shift {
  const end = endsAt === undefined ? {} : { until: endsAt };
  if (endsAt !== undefined && now >= endsAt) return atEnd === 'park' ? { state: 'parked', because: 'its time is over' } : { state: 'down', because: 'its time is over', isLast: true };
  if (paused !== undefined) return { state: 'parked', because: paused.because, ...end };
  if (schedule === undefined) return { state: 'on', ...end };
  const { open, until } = workNow(schedule, now);
  const next = { until: Math.min(until, endsAt ?? Infinity) };
  if (open) return { state: 'on', ...next };
  return { state: schedule.onStop === 'down' ? 'down' : 'parked', because: 'it is outside its working hours', ...next };
}
