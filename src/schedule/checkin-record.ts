import type { Checkin, CheckinRecord } from '../state/checkin.ts';
import { nextFire } from './timetable.ts';

/** A check-in that begins now: no time before that is its own. */
export function newCheckin(checkin: Checkin, now: number): CheckinRecord {
  return withLook({ checkin, addedAt: now, anchor: now, cursor: now, waiting: [], runs: [] });
}

/** The same check-in with other settings. With other times it begins anew `from` then: what waits is of the old ones, and goes. */
export function withSettings(record: CheckinRecord, checkin: Checkin, from?: number): CheckinRecord {
  if (from === undefined) return withLook({ ...record, checkin });
  return withLook({ ...record, checkin, anchor: from, cursor: Math.max(record.cursor, from), waiting: [] });
}

/** Looked at when its next time comes; at once where it has something under way. */
function withLook({ lookAt: before, ...record }: CheckinRecord): CheckinRecord {
  const isUnderWay = record.waiting.length > 0 || (record.saying !== undefined && (record.saying.endedAt === undefined || record.saying.answerBy !== undefined));
  const at = isUnderWay ? (before ?? record.cursor) : nextFire(record);
  return { ...record, ...(at === undefined ? {} : { lookAt: at }) };
}
