import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';

/** What became of a member's tries. Those that were lost are nobody's fault, and say nothing of it. */
export interface MemberHistory {
  readonly done: number;
  readonly failed: number;
  /** When the last of them ended, also of those that were lost; milliseconds since the Unix epoch. */
  readonly lastEndedAt: number;
}

/** By member. */
export type History = ReadonlyMap<Address, MemberHistory>;

/** From all missions of a team. */
export function historyOf(records: readonly MissionRecord[]): History {
  const history = new Map<Address, { done: number; failed: number; lastEndedAt: number }>();
  for (const { by, result, endedAt } of records.flatMap(({ tries }) => tries)) {
    const member = history.get(by) ?? { done: 0, failed: 0, lastEndedAt: 0 };
    if (result !== 'lost') member[result] += 1;
    member.lastEndedAt = Math.max(member.lastEndedAt, endedAt);
    history.set(by, member);
  }
  return history;
}
