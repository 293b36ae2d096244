import type { MemberStatus } from '../health/member-status.ts';
import type { Store } from '../host/store/store.ts';
import { missionsOverview, type MissionsOverview } from '../missions/overview.ts';
import type { Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { MemberSight, TeamSight } from './sight.ts';

/** A team with what was seen of its members, by address, and what the store says of them now. */
export function sightOf(team: AppliedTeam, statuses: ReadonlyMap<Address, MemberStatus>, store: Store): TeamSight {
  const cares = new Map(store.cares(team.name).map((care) => [care.address, care]));
  const missions = missionsIn(team, store);
  const members = team.members.flatMap(({ address }): MemberSight[] => {
    const [status, care, mission] = [statuses.get(address), cares.get(address), missions?.byMember.get(address)];
    return status === undefined ? [] : [{ status, ...(care === undefined ? {} : { care }), ...(mission === undefined ? {} : { mission }) }];
  });
  const paused = store.keptTeam(team.name)?.paused?.because;
  return { team, members, ...(missions === undefined ? {} : { missions }), ...(paused === undefined ? {} : { paused }) };
}

function missionsIn({ name }: AppliedTeam, { missions }: Store): MissionsOverview | undefined {
  const states = missions.states(name);
  return states.size === 0 ? undefined : missionsOverview(states, (mission) => missions.find(name, mission));
}
