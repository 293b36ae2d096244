import type { MemberStatus } from '../health/member-status.ts';
import { isWithin } from '../schedule/day-window.ts';
import type { CheckinRecord, ToldIn } from '../state/checkin.ts';

/** Why a member is told nothing now, as a phrase; undefined where it may be told. The delivery looks once more, at its screen. */
export function obstacleNow(record: CheckinRecord, status: MemberStatus | undefined, now: number): string | undefined {
  const { only, between, timezone } = record.checkin;
  if (between !== undefined && !isWithin({ between, timezone }, now)) return `it comes only between ${between.replace('-', ' and ')}`;
  if (status === undefined) return 'its member does not run on this host';
  const { care } = status;
  if (care?.hold !== undefined) return 'a person holds its member';
  if (care?.quarantine !== undefined) return 'its member is in quarantine';
  if (care?.park !== undefined) return 'its member is parked at a usage limit';
  if (isQueued(record, status)) return 'what it was told last stands in its member\'s queue';
  // Into a tool's own queue text goes also where nobody can tell whether it works.
  if (status.status === 'idle' || (only === 'any' && ['working', 'unknown'].includes(status.status))) return undefined;
  return `its member is ${status.status}${status.detail === undefined ? '' : ` (${status.detail})`}`;
}

/** Whether it waits for no more than the end of its member's turn. */
export function waitsForTurn(record: CheckinRecord, status: MemberStatus | undefined): boolean {
  return (record.checkin.only === 'idle' && status?.status === 'working') || isQueued(record, status);
}

/** Whether what was told last stands in its tool's own queue: its member is still at the turn that it was at then. */
export function isQueued({ checkin: { only }, saying }: CheckinRecord, status: MemberStatus | undefined): boolean {
  return only === 'any' && saying?.turns !== undefined && status?.status === 'working' && status.turn?.number === saying.turns;
}

/** The member as it is told something now. */
export function toldIn({ epoch = 0, context }: MemberStatus): ToldIn {
  return { epoch, ...(context === undefined ? {} : { used: context.used }) };
}

/** A conversation only grows: one that holds less than half of what it held was cut short, by its tool or by a person. */
const cutTo = 0.5;

/** Whether a member may have forgotten who it is: it was launched again, or its context has shrunk. */
export function isCutShort(before: ToldIn | undefined, now: ToldIn): boolean {
  if (before === undefined) return false;
  return before.epoch !== now.epoch || (before.used !== undefined && now.used !== undefined && now.used < before.used * cutTo);
}
