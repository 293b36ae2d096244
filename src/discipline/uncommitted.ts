import type { CommitRules } from '../manifest/discipline.ts';
import type { Uncommitted } from '../state/discipline.ts';

/** A work tree as it was seen. */
export interface SeenWork {
  /** The commit that it is on. */
  readonly on: string;
  readonly isDirty: boolean;
}

/** What is due of uncommitted work, with the note as it is to be kept once that is done. */
export interface WorkDue {
  readonly uncommitted: Uncommitted | undefined;
  readonly isToBeTold: boolean;
  readonly isToBeSaved: boolean;
}

/** A commit begins the time anew, whatever else stays uncommitted: it is the pace of commits that is asked for. */
export function workDue(before: Uncommitted | undefined, { on, isDirty }: SeenWork, now: number, rules: CommitRules): WorkDue {
  if (!isDirty || rules.everyMs === undefined) return { uncommitted: undefined, isToBeTold: false, isToBeSaved: false };
  const uncommitted = before?.on === on ? before : { since: now, on };
  const isOld = now - uncommitted.since >= rules.everyMs;
  return {
    uncommitted,
    isToBeTold: isOld && uncommitted.toldAt === undefined,
    // It may have gone on since: then it is saved again, as often as it should be committed.
    isToBeSaved: now - (uncommitted.savedAt ?? uncommitted.since + rules.graceMs) >= rules.everyMs,
  };
}

/** How often a work tree is looked at: nothing tells that a file in it changed. */
function paceMs({ everyMs = 0 }: CommitRules): number {
  return Math.max(1000, Math.min(everyMs / 6, 5 * 60_000));
}

/** When a work tree is to be looked at next, in milliseconds since the Unix epoch. */
export function nextLook({ lookedAt, uncommitted }: { readonly lookedAt: number; readonly uncommitted?: Uncommitted }, rules: CommitRules): number | undefined {
  if (rules.everyMs === undefined) return undefined;
  const saved = uncommitted === undefined ? [] : [(uncommitted.savedAt ?? uncommitted.since + rules.graceMs) + rules.everyMs];
  const told = uncommitted === undefined || uncommitted.toldAt !== undefined ? [] : [uncommitted.since + rules.everyMs];
  const times = [lookedAt + paceMs(rules), ...[...saved, ...told].filter((at) => at > lookedAt)];
  return Math.min(...times);
}
