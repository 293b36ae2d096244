import type { SeenFile } from '../agents/adapter.ts';
import { adapterFor } from '../agents/registry.ts';
import type { Host } from '../host/host.ts';
import type { Conversation } from '../state/turn.ts';
import { liveAgent, type AgentPane } from './observe-agents.ts';

type Eyes = Pick<Host, 'files' | 'store'>;

/** What each agent's present conversation has come to, by pane id. */
export function observeConversations(agents: readonly AgentPane[], eyes: Eyes): ReadonlyMap<string, Conversation> {
  return new Map(agents.map((agent) => [agent.pane.id, conversationOf(agent, eyes)]));
}

function conversationOf(agent: AgentPane, eyes: Eyes): Conversation {
  const history = adapterFor(agent.tool, agent.declared)?.history;
  const records = history?.files(liveAgent(agent, eyes)).flatMap((look) => eyes.files.lookAll(look)) ?? [];
  const context = history?.context?.(records);
  const toldAt = history?.lastSignAt === undefined ? newest(records) : history.lastSignAt(records);
  const lastSignAt = latestOf([toldAt, newest(otherSigns(agent, eyes))]);
  return { ...(history === undefined ? {} : { turns: history.turns(records) }), ...(context === undefined ? {} : { context }), ...(lastSignAt === undefined ? {} : { lastSignAt }) };
}

/** What the tool's hooks left, and the record of a tool whose turns nobody taught the runner to read. */
function otherSigns(agent: AgentPane, eyes: Eyes): readonly SeenFile[] {
  const live = liveAgent(agent, eyes);
  const { history, delivery } = adapterFor(agent.tool, agent.declared) ?? {};
  const hooks = live.spool === undefined ? [] : [{ path: `${live.spool}/events` }];
  const record = history === undefined ? delivery?.record?.(live) : undefined;
  return [...hooks, ...(record === undefined ? [] : [record])].flatMap((look) => eyes.files.look({ ...look, tailBytes: 0 }) ?? []);
}

function newest(files: readonly SeenFile[]): number | undefined {
  return latestOf(files.map(({ writtenAt }) => writtenAt));
}

function latestOf(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
