import type { Host } from '../host/host.ts';
import type { StatusEvidence } from '../health/member-status.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { verdictsOf } from './observe-agents.ts';

/** Looks only at tmux and at what agents tell of themselves: one round trip, however many members there are. */
export async function observeStatus(team: AppliedTeam, host: Pick<Host, 'tmux' | 'store' | 'files' | 'clock' | 'environment'>): Promise<StatusEvidence> {
  const tmux = await host.tmux.observe(team.name);
  const launches = host.store.launches(team.name);
  const tools = new Map(team.members.map(({ address, tool }) => [address, tool]));
  const agents = (tmux.running ? tmux.panes : []).filter(({ tag, dead }) => tag?.team === team.name && dead === undefined).map((pane) => ({
    pane,
    tool: tools.get(pane.tag?.address ?? '') ?? '',
    environment: host.environment,
  }));
  return { team, tmux, launches, verdicts: await verdictsOf(agents, host) };
}
