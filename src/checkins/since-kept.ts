import { withRuns } from '../schedule/take-due.ts';
import type { CheckinRecord, CheckinRun } from '../state/checkin.ts';

/**
 * A time at which nobody kept the team, as it was down, is none. Of one that comes once that is said: who asked for it would
 * look for it. `since` is in milliseconds since the Unix epoch.
 */
export function sinceKept(record: CheckinRecord, since: number): CheckinRecord {
  const { cursor, runs, checkin: { trigger } } = record;
  if (cursor >= since) return record;
  const missed = 'at' in trigger && trigger.at > cursor && trigger.at <= since ? [skippedAt(trigger.at, since)] : [];
  return { ...record, cursor: since, runs: withRuns(runs, missed) };
}

function skippedAt(slot: number, since: number): CheckinRun {
  return { result: 'skipped', slot, at: since, because: 'the team was down', times: 1 };
}
