import { adapterFor } from '../agents/registry.ts';
import type { Host } from '../host/host.ts';
import type { Turn } from '../state/turn.ts';
import { liveAgent, type AgentPane } from './observe-agents.ts';

/** What was said and used in each agent's present conversation, by pane id: only of tools whose record can be read. */
export function observeTurns(agents: readonly AgentPane[], host: Pick<Host, 'files' | 'store'>): ReadonlyMap<string, readonly Turn[]> {
  return new Map(agents.flatMap((agent) => {
    const history = adapterFor(agent.tool, agent.declared)?.history;
    if (history === undefined) return [];
    const records = history.files(liveAgent(agent, host)).flatMap((look) => host.files.lookAll(look));
    return [[agent.pane.id, history.turns(records)] as const];
  }));
}
