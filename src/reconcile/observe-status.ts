import type { Host } from '../host/host.ts';
import type { StatusEvidence } from '../health/member-status.ts';
import { identify } from '../plan/identity.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { LaunchRecord, ObservedTmux } from '../state/observed.ts';
import { verdictsOf, type AgentPane } from './observe-agents.ts';

export type StatusHost = Pick<Host, 'tmux' | 'store' | 'files' | 'clock' | 'environment'>;

/** Looks only at tmux and at what agents tell of themselves: one round trip, however many members there are. */
export async function observeStatus(team: AppliedTeam, host: StatusHost): Promise<StatusEvidence & { readonly agents: readonly AgentPane[] }> {
  const tmux = await host.tmux.observe();
  const launches = host.store.launches(team.name);
  const agents = livingAgents(team, { tmux, launches }, host);
  return { team, tmux, launches, agents, verdicts: await verdictsOf(agents, host) };
}

function livingAgents(team: AppliedTeam, seen: { tmux: ObservedTmux; launches: readonly LaunchRecord[] }, { environment }: StatusHost): AgentPane[] {
  const members = new Map(team.members.map((member) => [member.address, member]));
  return [...identify(team.name, seen).byAddress.values()].flatMap(({ address, pane, tag }) => {
    const member = pane.dead === undefined ? members.get(address) : undefined;
    return member === undefined ? [] : [{ pane: { ...pane, tag }, tool: member.tool, ...(member.declared === undefined ? {} : { declared: member.declared }), directory: member.directory, environment }];
  });
}
