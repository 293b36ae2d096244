import { adHocTeamOf } from '../cli/ad-hoc-name.ts';
import { appliedTeamNamed } from '../cli/applied-teams.ts';
import { memberNamed } from '../cli/seats.ts';
import type { Store } from '../host/store/store.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Agent } from './agent.ts';
import { configured } from './configuration.ts';
import { lookInStore, silentInvocation } from './verb.ts';

/** An agent as it was given by a call, or its name, seat or address; a number stands for the one that `manager.spawn` made of it. */
export type AgentReference = Pick<Agent, 'team' | 'address'> | string | number;

/** The team that a call is about, where neither its agent nor `configure` tells. */
export interface Where {
  readonly team?: string;
}

/** A member as a command line names it. */
export interface NamedMember {
  readonly member: string;
  readonly team?: string;
}

/** The name of the agent that `manager.spawn(1)` makes is `agent-1`. */
export function agentName(id: string | number): string {
  return typeof id === 'number' ? `agent-${id}` : id;
}

/** The member that is meant: of the team that is named, or the first of the configured one, the caller's own and the one that was spawned so that has it. */
export function memberMeant(agent: AgentReference, { team }: Where): NamedMember {
  if (typeof agent === 'object') return { member: agent.address, team: agent.team };
  const member = agentName(agent);
  const found = team ?? teamWith(member) ?? teamMeant({});
  return { member, ...(found === undefined ? {} : { team: found }) };
}

/** The same, as the store knows it. Throws a UsageError for one that there is not. */
export async function appliedMember(agent: AgentReference, where: Where, store: Store): Promise<Pick<Agent, 'team' | 'address'>> {
  const { member, team: named } = memberMeant(agent, where);
  const team = await appliedTeamNamed(named, store, silentInvocation());
  return { team: team.name, address: memberNamed(member, team.members.map(({ address }) => address)) };
}

/** The team that is meant: the one that is named, configured, or the caller's own. Undefined where the command line is to find it. */
export function teamMeant({ team }: Where): string | undefined {
  return team ?? configured().team ?? ownTeam();
}

/** The team of the pane that this process runs in. */
function ownTeam(): string | undefined {
  const { CODERS_TEAM: team, CODERS_ADDRESS: address } = process.env;
  return address === undefined ? undefined : team;
}

function teamWith(member: string): string | undefined {
  const candidates = [configured().team, ownTeam(), adHocTeamOf(member)].filter((name) => name !== undefined);
  return lookInStore((store) => candidates.find((name) => hasMember(store.team(name), member)));
}

function hasMember(team: AppliedTeam | undefined, member: string): boolean {
  return team !== undefined && team.members.some(({ address }) => isCalled(address, member));
}

function isCalled(address: Address, name: string): boolean {
  return address === name || seatIn(address) === name || address.endsWith(`/${name}`);
}
