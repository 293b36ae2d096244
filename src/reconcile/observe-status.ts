import type { Host } from '../host/host.ts';
import type { StatusEvidence } from '../health/member-status.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { activityOf } from './observe.ts';

/** Looks only at tmux and at what agents tell of themselves: one round trip, however many members there are. */
export async function observeStatus(team: AppliedTeam, host: Pick<Host, 'tmux' | 'store' | 'files' | 'environment'>): Promise<StatusEvidence> {
  const tmux = await host.tmux.observe(team.name);
  const tools = new Map(team.members.map(({ address, tool }) => [address, tool]));
  const live = (tmux.running ? tmux.panes : []).filter(({ tag, dead }) => tag?.team === team.name && dead === undefined);
  const activities = live.map((pane) =>
    [pane.id, activityOf({ pane, tool: tools.get(pane.tag?.address ?? '') ?? '', environment: host.environment }, host)] as const);
  return { team, tmux, launches: host.store.launches(team.name), activities: new Map(activities) };
}
