import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';

/** What became of a member's tries. Those that were lost are nobody's fault, and say nothing of it. */
export interface MemberHistory {
  readonly done: number;
  readonly failed: number;
}

/** By member. */
export type History = ReadonlyMap<Address, MemberHistory>;

/** From all missions of a team. */
export function historyOf(records: readonly MissionRecord[]): History {
  const history = new Map<Address, { done: number; failed: number }>();
  for (const { by, result } of records.flatMap(({ tries }) => tries)) {
    const member = history.get(by) ?? { done: 0, failed: 0 };
    if (result !== 'lost') member[result] += 1;
    history.set(by, member);
  }
  return history;
}
