import type { Host } from '../host/host.ts';
import type { StatusEvidence } from '../health/member-status.ts';
import { identify } from '../plan/identity.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { verdictsOf } from './observe-agents.ts';

/** Looks only at tmux and at what agents tell of themselves: one round trip, however many members there are. */
export async function observeStatus(team: AppliedTeam, host: Pick<Host, 'tmux' | 'store' | 'files' | 'clock' | 'environment'>): Promise<StatusEvidence> {
  const tmux = await host.tmux.observe(team.name);
  const launches = host.store.launches(team.name);
  const members = new Map(team.members.map((member) => [member.address, member]));
  const agents = [...identify(team.name, { tmux, launches }).byAddress.values()].flatMap(({ address, pane, tag }) => {
    const member = pane.dead === undefined ? members.get(address) : undefined;
    return member === undefined ? [] : [{ pane: { ...pane, tag }, tool: member.tool, directory: member.directory, environment: host.environment }];
  });
  return { team, tmux, launches, verdicts: await verdictsOf(agents, host) };
}
