import { memberNamed } from '../cli/seats.ts';
import type { Status } from '../state/evidence.ts';
import { statusOf, type Agent, type MemberDocument } from './agent.ts';
import { configured } from './configuration.ts';
import { kill as killAgent, type Killed } from './member.ts';
import { agentName, memberMeant, type AgentReference, type Where } from './reference.ts';
import { spawn as spawnAgent, type SpawnOptions } from './spawn.ts';

/** What is started in a pane. */
export interface ManagedOptions extends Omit<SpawnOptions, 'name'> {
  /** @deprecated An agent is started by its own program: the tool. */
  readonly shell?: string;
  /** @deprecated Its health is told when it changes, by its own signs of life. */
  readonly healthCheckIntervalMs?: number;
}

/** Starts an agent of that name, or `agent-1` for 1: a Claude Code unless a tool is given or configured. */
export function spawn(id: string | number, options: ManagedOptions = {}): Promise<Agent> {
  return spawnAgent({ tool: configured().tool ?? 'claude', ...options, name: agentName(id) });
}

/** How an agent is. What is not known is absent. */
export interface AgentHealth {
  /** Its program runs. */
  readonly alive: boolean;
  /** Whether it was heard of lately. */
  readonly responsive?: boolean;
  readonly status: Status;
  readonly pid?: number;
  readonly lastHeartbeat?: Date;
  /** How long it has been at rest. */
  readonly idleTimeMs?: number;
  /** Of it and all that it started, in bytes. */
  readonly memoryUsage?: number;
  /** In percent of a core, since its start. */
  readonly cpuUsage?: number;
  readonly processes?: number;
}

/** Looks at an agent now. Throws a UsageError for one that there is not. */
export async function healthCheck(agent: AgentReference, where: Where = {}): Promise<AgentHealth> {
  const { member, team } = memberMeant(agent, where);
  const { members } = await statusOf(team);
  const address = memberNamed(member, members.map((one) => one.address));
  return healthOf(members.find((one) => one.address === address)!);
}

function healthOf({ status, health: { alive, responsive, pid, lastHeartbeat, idleSince, memory, cpu, processes } }: MemberDocument): AgentHealth {
  return {
    alive,
    status,
    ...(responsive === undefined ? {} : { responsive }),
    ...(pid === undefined ? {} : { pid }),
    ...(lastHeartbeat === undefined ? {} : { lastHeartbeat: new Date(lastHeartbeat) }),
    ...(idleSince === undefined ? {} : { idleTimeMs: Math.max(0, Date.now() - Date.parse(idleSince)) }),
    ...(memory === undefined ? {} : { memoryUsage: memory.bytes }),
    ...(cpu === undefined ? {} : { cpuUsage: cpu.percentOfCore }),
    ...(processes === undefined ? {} : { processes }),
  };
}

/** Ends an agent as `coders kill` does: it is asked to end (SIGTERM, the only signal that there is to choose), and killed where it does not. */
export function kill(agent: AgentReference, _signal: 'SIGTERM' = 'SIGTERM', where: Where = {}): Promise<Killed> {
  return killAgent(agent, where);
}
