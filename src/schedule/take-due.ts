import type { CheckinRecord, CheckinRun, WaitingSlot } from '../state/checkin.ts';
import { dueSlots, fireTime } from './slots.ts';
import { timetableOf } from './timetable.ts';

/** So late a time counts as missed: nobody looked when it came. A pass after a failure comes within a minute. */
export const missedAfterMs = 2 * 60_000;
/** So many times wait at most; what is older is skipped. */
export const mostWaiting = 24;

/** The times that came due taken into what waits, by the policies of the check-in; each is dealt with once. What was told last and is queued is not through. */
export function takeDue(record: CheckinRecord, now: number, isQueued = false): CheckinRecord {
  const table = timetableOf(record);
  const { slots, areMore } = dueSlots(table, record.cursor, now);
  const latest = slots.at(-1);
  if (latest === undefined) return record;
  const isMissed = (slot: number) => now - fireTime(table, slot) > missedAfterMs;
  const firstPunctual = slots.findIndex((slot) => !isMissed(slot));
  // One prompt for all that was missed is that of the time at which somebody looks again, where there is one.
  const split = firstPunctual < 0 ? slots.length : firstPunctual + (record.checkin.missed === 'once' && firstPunctual > 0 ? 1 : 0);
  const [missed, punctual] = [slots.slice(0, split), slots.slice(split)];
  const wake = caughtUp(missed, record, { areMore, now });
  const later = punctual.reduce<Taken>((taken, slot) => withSlot(taken, slot, { record, now, isQueued }), { waiting: [...record.waiting, ...wake.waiting], skipped: [] });
  const bound = bounded(later.waiting, now);
  return { ...record, cursor: Math.max(record.cursor, latest), waiting: bound.waiting, runs: withRuns(record.runs, [...wake.skipped, ...later.skipped, ...bound.skipped]) };
}

interface Taken {
  readonly waiting: readonly WaitingSlot[];
  readonly skipped: readonly CheckinRun[];
}

/** What becomes of the times at which nobody looked. */
function caughtUp(missed: readonly number[], { checkin: { missed: policy } }: CheckinRecord, { areMore, now }: { readonly areMore: boolean; readonly now: number }): Taken {
  const latest = missed.at(-1);
  if (latest === undefined) return { waiting: [], skipped: [] };
  const because = `nobody looked at ${missed.length === 1 ? 'its time' : 'their times'}: the supervisor did not run, the machine slept, or the team was paused`;
  if (policy === 'skip') return { waiting: [], skipped: [{ result: 'skipped', slot: latest, at: now, because, times: missed.length }] };
  if (policy === 'once') return { waiting: [{ slot: latest, times: missed.length }], skipped: [] };
  return { waiting: missed.map((slot) => ({ slot, times: 1 })), skipped: areMore ? [{ result: 'skipped', slot: missed[0]!, at: now, because: `it was missed more than ${missed.length} times, and only the latest are told`, times: 1 }] : [] };
}

/** What becomes of a time while the one before is not through. */
function withSlot({ waiting, skipped }: Taken, slot: number, { record: { checkin: { overlap }, saying }, now, isQueued }: { readonly record: CheckinRecord; readonly now: number; readonly isQueued: boolean }): Taken {
  const isFree = waiting.length === 0 && !isQueued && (saying === undefined || saying.endedAt !== undefined);
  if (isFree || overlap === 'queue') return { waiting: [...waiting, { slot, times: 1 }], skipped };
  if (overlap === 'coalesce') return { waiting: [{ slot, times: waiting.reduce((sum, { times }) => sum + times, 1) }], skipped };
  return { waiting, skipped: [...skipped, { result: 'skipped', slot, at: now, because: 'the one before is not through yet', times: 1 }] };
}

function bounded(waiting: readonly WaitingSlot[], now: number): Taken {
  const tooMany = waiting.slice(0, Math.max(0, waiting.length - mostWaiting));
  return {
    waiting: waiting.slice(tooMany.length),
    skipped: tooMany.map(({ slot, times }) => ({ result: 'skipped', slot, at: now, because: `${mostWaiting} others wait already`, times })),
  };
}

const mostRuns = 10;

/** The latest; what was skipped for one reason again and again stands in one line. */
export function withRuns(runs: readonly CheckinRun[], more: readonly CheckinRun[]): readonly CheckinRun[] {
  const all = more.reduce<readonly CheckinRun[]>((before, run) => {
    const last = before.at(-1);
    if (last?.result !== 'skipped' || run.result !== 'skipped' || last.because !== run.because) return [...before, run];
    return [...before.slice(0, -1), { ...run, times: last.times + run.times }];
  }, runs);
  return all.slice(-mostRuns);
}
