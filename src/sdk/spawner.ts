import { adHocTeamOf } from '../cli/ad-hoc-name.ts';
import { usualMission, type MissionType, type Priority } from '../manifest/mission.ts';
import { modelTier, tiersAbove } from '../missions/model-tier.ts';
import type { Agent } from './agent.ts';
import { configured } from './configuration.ts';
import { list } from './list.ts';
import type { Where } from './reference.ts';
import { spawn, spawnSeveral, type SpawnOptions } from './spawn.ts';
import { lookInStore } from './verb.ts';

/** An agent by what it is for. */
export interface AgentRequest extends Omit<SpawnOptions, 'task' | 'worktree'> {
  /** What it is told first. */
  readonly systemPrompt?: string;
  /** What it is to do; without one it waits to be told. */
  readonly task?: string;
  /** What kind of task: with `priority` it chooses the model tier, unless `model` is given. Without both, the role does. */
  readonly type?: MissionType;
  readonly priority?: Priority;
  /** `worktree` gives it a branch `agents/NAME` and a worktree of its own; `shared` (usual) has it work in the directory itself. */
  readonly isolationMode?: 'worktree' | 'shared';
}

/** Starts an agent: a Claude Code unless a tool is given or configured. It is named after its role or tool. */
export function spawnAgent({ isolationMode, ...request }: AgentRequest = {}): Promise<Agent> {
  const name = request.name ?? freeName(commonName(request));
  return spawn({ ...spawnOptions(request), name, ...(isolationMode === 'worktree' ? { worktree: branchOf(name) } : {}) });
}

/** Starts several at the same time, each on a branch and in a worktree of its own: `NAME-1` on `agents/NAME-1`, … Where one of the names is taken, nobody is started. */
export function spawnPool(count: number, request: Omit<AgentRequest, 'isolationMode'> = {}): Promise<readonly Agent[]> {
  const name = request.name ?? freeName(commonName(request), (common) => `${common}-1`);
  return spawnSeveral(count, { ...spawnOptions(request), name, worktree: branchOf(name) });
}

function spawnOptions({ systemPrompt, task, type, priority, ...rest }: Omit<AgentRequest, 'isolationMode'>): SpawnOptions {
  const { tool = toolOf(rest), model = tierFor({ type, priority }) } = rest;
  const told = [systemPrompt, task].filter((text) => text !== undefined);
  return { ...rest, tool, ...(model === undefined ? {} : { model }), ...(told.length === 0 ? {} : { task: told.join('\n\n') }) };
}

function toolOf({ tool }: Pick<SpawnOptions, 'tool'>): string {
  return tool ?? configured().tool ?? 'claude';
}

function commonName(request: Pick<SpawnOptions, 'role' | 'tool'>): string {
  return request.role ?? toolOf(request);
}

function branchOf(name: string): string {
  return `agents/${name}`;
}

/** The agents that run with a role: of the team that is named or configured, else of all. */
export async function getSpecialists(role: string, where: Where = {}): Promise<readonly Agent[]> {
  return (await list(where)).filter((agent) => agent.role === role);
}

/** The agents that run with a model tier or id. */
export async function getAgentsByModel(model: string, where: Where = {}): Promise<readonly Agent[]> {
  return (await list(where)).filter((agent) => agent.model === model);
}

/** The tier that suits a task; undefined where neither its type nor its priority is given. */
export function tierFor({ type, priority }: { readonly type?: MissionType | undefined; readonly priority?: Priority | undefined }): string | undefined {
  if (type === undefined && priority === undefined) return undefined;
  return modelTier({ type: type ?? usualMission.type, priority: priority ?? usualMission.priority }, tiersAbove(configured().modelTiers ?? []));
}

/** A name of which no team is known: `coder`, else `coder-2`, …; `first` says who would be called after it. */
function freeName(base: string, first = (name: string) => name): string {
  return lookInStore((store) => {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base}-${count}`;
      if (store.team(adHocTeamOf(first(name))) === undefined) return name;
    }
  });
}
