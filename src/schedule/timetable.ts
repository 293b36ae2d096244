import type { Checkin, CheckinRecord } from '../state/checkin.ts';
import { durationMs } from '../util/duration.ts';
import { fireTime, nextSlot, type Timetable } from './slots.ts';
import { until } from './until.ts';

/** When a check-in is due. */
export function timetableOf({ checkin, anchor, addedAt }: Pick<CheckinRecord, 'checkin' | 'anchor' | 'addedAt'>): Timetable {
  const { trigger, timezone, between, jitterMs, address } = checkin;
  return { trigger, timezone, between, jitterMs, anchor, endsAt: endsAt(checkin, addedAt), name: address };
}

/** When the next time of a check-in comes; undefined where none is to come. */
export function nextFire(record: Pick<CheckinRecord, 'checkin' | 'anchor' | 'addedAt' | 'cursor'>): number | undefined {
  const table = timetableOf(record);
  const slot = nextSlot(table, record.cursor);
  return slot === undefined ? undefined : fireTime(table, slot);
}

function endsAt({ expires, timezone }: Checkin, addedAt: number): number | undefined {
  if (expires === undefined) return undefined;
  const lifeMs = durationMs(expires);
  // A moment with a day is the same whenever it is asked for.
  return lifeMs === undefined ? until(expires, 0, timezone) : addedAt + lifeMs;
}
