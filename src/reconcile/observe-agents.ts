import type { Environment, LiveAgent } from '../agents/adapter.ts';
import { adapterFor } from '../agents/registry.ts';
import type { DeclaredTool } from '../manifest/declared-tool.ts';
import { readAgent } from '../delivery/read-agent.ts';
import { verdictOf } from '../health/verdict.ts';
import type { Host } from '../host/host.ts';
import type { IdentifiedPane } from '../plan/identity.ts';
import type { Verdict } from '../state/evidence.ts';
import type { LaunchRecord, ObservedPane } from '../state/observed.ts';
import { spoolOf } from '../state/spool.ts';
import { agentEnvironment } from '../state/whereabouts.ts';

/** A live pane of a team, and how what runs in it is asked. */
export interface AgentPane {
  readonly pane: ObservedPane;
  readonly tool: string;
  /** Of a tool that is not built in. */
  readonly declared?: DeclaredTool;
  readonly directory: string;
  readonly environment: Environment;
  /** Absent where the store knows of none. */
  readonly launch?: LaunchRecord | undefined;
}

type Eyes = Pick<Host, 'files' | 'tmux' | 'clock' | 'store'>;

/** What runs in a pane as one member: `tool` and `directory` are that member's, `looker` is the environment of whoever looks. */
export function agentPane({ pane, tag }: IdentifiedPane, { tool, declared, directory }: AgentKind, { launch, looker }: { readonly launch: LaunchRecord | undefined; readonly looker: Environment }): AgentPane {
  return { pane: { ...pane, tag }, tool, ...(declared === undefined ? {} : { declared }), directory, environment: agentEnvironment(looker, launch), launch };
}

interface AgentKind {
  readonly tool: string;
  readonly declared?: DeclaredTool | undefined;
  readonly directory: string;
}

/** The agent in a pane, as its adapter needs it. */
export function liveAgent({ pane, directory, environment }: AgentPane, { store }: Pick<Host, 'store'>): LiveAgent {
  const { pid, tag } = pane;
  return { pid, directory, conversation: tag?.conversation ?? '', environment, ...(tag === undefined ? {} : { spool: spoolOf(store.directory, tag) }) };
}

/** What each agent does, by pane id. Screens are asked for together, and only of those who leave it open. */
export async function verdictsOf(agents: readonly AgentPane[], eyes: Eyes): Promise<Map<string, Verdict>> {
  const verdicts = await Promise.all(agents.map(async (agent) => [agent.pane.id, await verdictFor(agent, eyes)] as const));
  return new Map(verdicts);
}

async function verdictFor(agent: AgentPane, { files, tmux, clock, store }: Eyes): Promise<Verdict> {
  const { pane: { id, title }, launch } = agent;
  const adapter = adapterFor(agent.tool, agent.declared);
  if (adapter === undefined) return verdictOf([], clock.now());
  const verdictBy = readAgent({ adapter, live: liveAgent(agent, { store }), title, launch }, { files, clock });
  const verdict = verdictBy();
  const isOpen = adapter.readsScreen === 'always' || (adapter.readsScreen === 'when-unsure' && ['unknown', 'starting', 'waiting'].includes(verdict.reading.status));
  const screen = isOpen ? await tmux.capture(id) : undefined;
  return screen === undefined ? verdict : verdictBy(screen);
}
