import { UsageError } from '../cli/command.ts';
import { seatIn } from '../state/address.ts';
import { agentsOf, type Agent } from './agent.ts';
import { eventually } from './eventually.ts';
import { list } from './list.ts';
import type { QueuedMission } from './mission.ts';
import type { MissionRequest } from './mission-request.ts';
import { add, find } from './missions.ts';
import { teamMeant, type Where } from './reference.ts';
import { tierFor } from './spawner.ts';
import { withStore } from './verb.ts';

/** How a task is given out. */
export interface DistributeOptions extends Where {
  /** How long to wait until somebody has it, in milliseconds; 30 seconds unless given. */
  readonly givenWithinMs?: number;
}

/** An agent and the mission that it has. */
export interface AssignedAgent extends Agent {
  readonly mission: string;
}

/**
 * Makes a mission of a task, and resolves with the agent that has it. In the team that is named, configured or the caller's own
 * the runner chooses who; else it is one of the spawned agents: one that rests before one that works, and among those one
 * with the model tier that suits the task. Throws a UsageError where there is none, or nobody is free in time: the mission
 * stays in the queue then.
 */
export async function distributeTask(task: MissionRequest, { givenWithinMs = 30_000, ...where }: DistributeOptions = {}): Promise<AssignedAgent> {
  const team = teamMeant(where) ?? (await bestSpawned(task)).team;
  const { mission, isKept } = await add(task, { team });
  if (!isKept) throw new UsageError(`No supervisor keeps team ${team}: the mission ${mission.id} waits in its queue until one does.`, 'coders apply hands a team to one.');
  const agent = await withStore((store) => eventually(() => holderOf(mission), { store, timeoutMs: givenWithinMs }));
  if (agent === undefined) throw new UsageError(`Nobody has the mission ${mission.id} of team ${team} within ${givenWithinMs} ms: it stays in the queue.`, `coders why ${mission.address} --team ${team} says why.`);
  return { ...agent, mission: mission.id };
}

/** Whoever has it, or did it already. */
async function holderOf({ team, address }: QueuedMission): Promise<Agent | undefined> {
  const { by } = await find({ team, address });
  return by === undefined ? undefined : (await agentsOf(team)).find((agent) => agent.address === by);
}

async function bestSpawned(task: MissionRequest): Promise<Agent> {
  const tier = tierFor(task);
  const agents = (await list()).filter(isSpawned).filter(({ role }) => task.role === undefined || role === task.role);
  const [best] = agents.toSorted((one, other) => rank(other, tier) - rank(one, tier));
  if (best === undefined) throw new UsageError('No agent is there that could take the task.', 'Spawn one in a git repository first, or name a team.');
  return best;
}

/** Missions belong to a project, which an agent outside of any repository has not. */
function isSpawned({ team, address }: Agent): boolean {
  return team.startsWith('adhoc-') && seatIn(address).includes('/');
}

function rank({ status, mission, model }: Agent, tier: string | undefined): number {
  const isFree = mission === undefined && (status === 'idle' || status === 'starting');
  return (isFree ? 2 : 0) + (model === tier ? 1 : 0);
}
