import type { MissionStats } from '../missions/stats.ts';
import { appliedMember, teamMeant, type AgentReference, type Where } from './reference.ts';
import { eventually } from './eventually.ts';
import { addLine, type MissionRequest } from './mission-request.ts';
import { queued, type MissionDocument, type QueuedMission } from './mission.ts';
import { documentOf, optionsFrom, withStore } from './verb.ts';

/** A mission, or the id by which its team knows it; the name alone does where no other has it. */
export type MissionReference = Pick<QueuedMission, 'team' | 'address'> | string;

/** What came of a mission. */
export interface MissionResult {
  /** Stands in the events of the team. */
  readonly output?: string;
  /** @deprecated The runner measures how long a try takes: `tries` has it. */
  readonly durationMs?: number;
  /** @deprecated The runner reads it from the agent's own record. */
  readonly tokenUsage?: { readonly input: number; readonly output: number };
}

/** Why a try has failed. */
export interface MissionFailure {
  readonly message: string;
  /** Stands before the message. */
  readonly code?: string;
  /** `false` ends the mission, whatever tries it has left. */
  readonly recoverable?: boolean;
}

/** The figures of a team's missions: as `schemas/mission-stats.schema.json` describes them. */
export type QueueStats = Omit<MissionStats, 'throughput'> & {
  readonly team: string;
  /** `since` in UTC. */
  readonly throughput: Omit<MissionStats['throughput'], 'since'> & { readonly since?: string };
};

/** A mission after something was done to it. */
interface DeedDocument {
  readonly team: string;
  readonly supervisor: boolean;
  readonly mission: MissionDocument;
}

/** Adds a mission, and gives the id that it has. The runner hands it to a member, and checks it before it counts as done. */
export async function enqueue(request: MissionRequest, where: Where = {}): Promise<string> {
  return (await add(request, where)).mission.id;
}

/** A mission that was added, and whether a supervisor keeps its team. */
export interface AddedMission {
  readonly mission: QueuedMission;
  readonly isKept: boolean;
}

/** The same, and gives all of it. */
export async function add(request: MissionRequest, where: Where): Promise<AddedMission> {
  const { team, mission, supervisor } = await documentOf<DeedDocument>(addLine(request, teamMeant(where)));
  return { mission: queued(team, mission), isKept: supervisor };
}

/** One mission as it is now. Throws a UsageError for one that there is not. */
export function find(mission: MissionReference, where: Where = {}): Promise<QueuedMission> {
  return deed('show', { mission, where });
}

/** How long an agent's mission is waited for. */
export interface DequeueOptions extends Where {
  /** In milliseconds; 10 seconds unless given, and 0 looks once. */
  readonly timeoutMs?: number;
}

/** The mission that the runner has given to an agent, by its own order; undefined where it gives it none in that time. */
export function dequeue(agent: AgentReference, { timeoutMs = 10_000, ...where }: DequeueOptions = {}): Promise<QueuedMission | undefined> {
  return withStore(async (store) => {
    const { team, address } = await appliedMember(agent, where, store);
    const isOwn = ({ by, state }: QueuedMission) => by === address && (state === 'assigned' || state === 'working');
    return eventually(async () => (await all({ team })).find(isOwn), { store, timeoutMs });
  });
}

/** Says that a mission is done: the runner then checks it. */
export function complete(mission: MissionReference, { output }: MissionResult = {}, where: Where = {}): Promise<QueuedMission> {
  return deed('done', { mission, where, options: optionsFrom({ output }) });
}

/** Says that a try at a mission has failed, and why: another may follow. */
export function fail(mission: MissionReference, { code, message, recoverable = true }: MissionFailure, where: Where = {}): Promise<QueuedMission> {
  const why = code === undefined ? message : `${code}: ${message}`;
  return recoverable ? deed('fail', { mission, where, words: [why] }) : deed('cancel', { mission, where, options: { because: why } });
}

/** Those that nobody has yet, and that nothing keeps from being given out. */
export async function getPending(where: Where = {}): Promise<readonly QueuedMission[]> {
  return (await all(where)).filter(({ state, blockedBy }) => (state === 'waiting' || state === 'ready') && blockedBy === undefined);
}

/** Those that wait for others; `blockedBy` says for which. */
export async function getBlocked(where: Where = {}): Promise<readonly QueuedMission[]> {
  return (await all(where)).filter(({ blockedBy }) => blockedBy !== undefined);
}

/** How many are in each state, how much was done, how well by whom, and what the rest may take. */
export function getStats(where: Where = {}): Promise<QueueStats> {
  return documentOf<QueueStats>({ verb: 'mission', operands: ['stats'], options: optionsFrom({ team: teamMeant(where) }) });
}

/** All of a team that are not done. */
async function all(where: Where): Promise<readonly QueuedMission[]> {
  const { team, missions } = await documentOf<{ readonly team: string; readonly missions: readonly MissionDocument[] }>({ verb: 'mission', operands: ['list'], options: optionsFrom({ team: teamMeant(where) }) });
  return missions.map((mission) => queued(team, mission));
}

interface Deed {
  readonly mission: MissionReference;
  readonly where: Where;
  readonly words?: readonly string[];
  readonly options?: Readonly<Record<string, string | readonly string[] | true>>;
}

async function deed(word: string, { mission, where, words = [], options = {} }: Deed): Promise<QueuedMission> {
  const [named, team] = typeof mission === 'string' ? [mission, teamMeant(where)] : [mission.address, mission.team];
  const done = await documentOf<DeedDocument>({ verb: 'mission', operands: [word, named, ...words], options: { ...options, ...optionsFrom({ team }) } });
  return queued(done.team, done.mission);
}
