import type { Host } from '../host/host.ts';
import type { StatusEvidence } from '../health/member-status.ts';
import { identify, type IdentifiedPane } from '../plan/identity.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { LaunchRecord } from '../state/observed.ts';
import { agentPane, verdictsOf, type AgentPane } from './observe-agents.ts';

export type StatusHost = Pick<Host, 'tmux' | 'store' | 'files' | 'clock' | 'environment'>;

/** Looks only at tmux and at what agents tell of themselves: one round trip, however many members live. */
export async function observeStatus(team: AppliedTeam, host: StatusHost): Promise<StatusEvidence & { readonly agents: readonly AgentPane[] }> {
  const tmux = await host.tmux.observe();
  const launches = host.store.launches(team.name);
  const panes = [...identify(team.name, { tmux, launches }).byAddress.values()];
  const agents = livingAgents(team, { panes, launches }, host);
  const [verdicts, lastLines] = await Promise.all([verdictsOf(agents, host), lastLinesOf(panes, host)]);
  return { team, tmux, launches, cares: host.store.cares(team.name), agents, verdicts, lastLines, now: host.clock.now() };
}

function livingAgents(team: AppliedTeam, seen: { panes: readonly IdentifiedPane[]; launches: readonly LaunchRecord[] }, { environment }: StatusHost): AgentPane[] {
  const members = new Map(team.members.map((member) => [member.address, member]));
  return seen.panes.flatMap((found) => {
    const { address, pane, tag } = found;
    const member = pane.dead === undefined ? members.get(address) : undefined;
    const launch = seen.launches.find((one) => one.address === address && one.epoch === tag.epoch);
    return member === undefined ? [] : [agentPane(found, member, { launch, looker: environment })];
  });
}

const lastLineCount = 5;

/** Where a program has ended, why may stand in its window. */
async function lastLinesOf(panes: readonly IdentifiedPane[], { tmux }: StatusHost): Promise<Map<string, readonly string[]>> {
  const dead = panes.filter(({ pane }) => pane.dead !== undefined);
  return new Map(await Promise.all(dead.map(async ({ pane: { id } }) => [id, (await tmux.lastLines(id, lastLineCount)).map((line) => line.trimEnd())] as const)));
}
