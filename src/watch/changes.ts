import type { MemberStatus } from '../health/member-status.ts';
import type { TeamSight } from './sight.ts';

/** A member is something else than before. */
export interface StatusChange {
  readonly team: string;
  readonly status: MemberStatus;
}

/** Whose status changed between two looks; those who were not seen before are passed over. */
export function changesBetween(before: readonly TeamSight[], now: readonly TeamSight[]): StatusChange[] {
  const known = new Map(before.flatMap(({ team, members }) => members.map(({ status }) => [`${team.name} ${status.member.address}`, wordsOf(status)] as const)));
  return now.flatMap(({ team, members }) => members.flatMap(({ status }) => {
    const words = known.get(`${team.name} ${status.member.address}`);
    return words === undefined || words === wordsOf(status) ? [] : [{ team: team.name, status }];
  }));
}

function wordsOf({ status, detail }: MemberStatus): string {
  return `${status} ${detail ?? ''}`;
}
