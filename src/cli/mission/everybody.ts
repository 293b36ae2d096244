import type { AppliedMember } from '../../state/applied-team.ts';
import type { RemoteMember } from '../../state/sharing.ts';
import { remoteMembers } from '../remote-members.ts';
import type { MissionCall } from './verb.ts';

/** A member as far as a mission needs to know it; where it works is known only of those on this host. */
export type Colleague = Pick<AppliedMember, 'address' | 'seat' | 'role' | 'tool' | 'model'> & Partial<Pick<AppliedMember, 'declared' | 'branch' | 'directory'>> & Partial<Pick<RemoteMember, 'host'>>;

/** All members of a team, those on other hosts included. */
export function everybodyIn({ team, host }: Pick<MissionCall, 'team' | 'host'>): readonly Colleague[] {
  return [...team.members, ...remoteMembers(team.name, host.store)];
}
