import type { Environment, LiveAgent, Seen, SeenFile } from '../agents/adapter.ts';
import { adapterFor } from '../agents/registry.ts';
import type { DeclaredTool } from '../manifest/declared-tool.ts';
import { withLaunchPrompt } from '../delivery/launch-prompt.ts';
import { verdictOf } from '../health/verdict.ts';
import type { Host } from '../host/host.ts';
import type { Verdict } from '../state/evidence.ts';
import type { LaunchRecord, ObservedPane } from '../state/observed.ts';
import { spoolOf } from '../state/spool.ts';

/** A live pane of a team, and how what runs in it is asked. */
export interface AgentPane {
  readonly pane: ObservedPane;
  readonly tool: string;
  /** Of a tool that is not built in. */
  readonly declared?: DeclaredTool;
  readonly directory: string;
  readonly environment: Environment;
  /** Absent where the store knows of none. */
  readonly launch?: LaunchRecord;
}

type Eyes = Pick<Host, 'files' | 'tmux' | 'clock' | 'store'>;

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
  const { pane } = agent;
  const adapter = adapterFor(agent.tool, agent.declared);
  if (adapter === undefined) return verdictOf([], clock.now());
  const live = liveAgent(agent, { store });
  const looks = adapter.looksAt(live);
  const seen: Seen = {
    title: pane.title,
    files: Object.fromEntries(Object.entries(looks).flatMap(([name, look]): [string, SeenFile][] => {
      const file = files.look(look);
      return file === undefined ? [] : [[name, file]];
    })),
  };
  const judge = (all: Seen) => withLaunchPrompt({ verdict: verdictOf(adapter.evidence(all), clock.now()), adapter, live, launch: agent.launch }, { files, clock });
  const verdict = judge(seen);
  const isOpen = adapter.readsScreen === 'always' || (adapter.readsScreen === 'when-unsure' && ['unknown', 'starting', 'waiting'].includes(verdict.reading.status));
  const screen = isOpen ? await tmux.capture(pane.id) : undefined;
  return screen === undefined ? verdict : judge({ ...seen, screen });
}
