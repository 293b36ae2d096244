import type { Host } from '../host/host.ts';
import type { Prompt } from '../health/tend/patient.ts';
import { identify, type IdentifiedPane } from '../plan/identity.ts';
import { needsConsent } from '../plan/consent.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { carryOutPlan, failedStep, type StepResult } from '../reconcile/carry-out-plan.ts';
import { observe } from '../reconcile/observe.ts';
import type { AgentPane } from '../reconcile/observe-agents.ts';
import type { Address } from '../state/address.ts';
import type { Care } from '../state/care.ts';
import type { TeamEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Observed, ObservedRepository } from '../state/observed.ts';
import { takeSnapshot } from '../snapshot/take.ts';
import type { Case } from './examiner.ts';
import type { Shift } from './hours.ts';
import { judgeAll } from './judge-all.ts';
import { withinLimits } from './limits.ts';
import { lookAtDuties } from './duties/all.ts';
import { lookAtMissions } from './mission-look.ts';
import { awaitedIn, seatsOf } from './pass-seats.ts';
import { remember } from './remember.ts';
import { tendAll, type SeenStatuses } from './tend-all.ts';
import type { TeamShare } from './team-share.ts';

/** What one pass leaves to the next. Lost with the process, and nothing is wrong without it: it saves looks and words. */
export interface Memory {
  /** As of the last whole look. */
  readonly repositories?: ReadonlyMap<string, ObservedRepository>;
  readonly tmux?: Observed['tmux'];
  /** Drift that was told of, by step. */
  readonly told: ReadonlySet<string>;
  readonly statuses: SeenStatuses;
  /** What the last whole look waits for: members' turns, and a time in milliseconds since the Unix epoch. */
  readonly due?: { readonly awaitsTurns: boolean; readonly at?: number };
}

export interface PassEnd {
  readonly memory: Memory;
  readonly observed: Observed;
  readonly panes: ReadonlyMap<Address, IdentifiedPane>;
  readonly plan: Plan;
  readonly results: readonly StepResult[];
  /** When something is to be done that only time brings, in milliseconds since the Unix epoch. */
  readonly nextAt?: number;
  /** What is to be said to members. */
  readonly prompts: readonly Prompt[];
  /** Missions that are said to be done. */
  readonly cases: readonly Case[];
  /** Members whose turn's end is waited for; undefined where nobody looked. */
  readonly awaited?: readonly AgentPane[];
  /** Another look is needed at once. */
  readonly isUnfinished: boolean;
}

export interface PassRequest {
  readonly kept: KeptTeam;
  readonly memory: Memory;
  /** Absent where this host has the team alone. */
  readonly share: TeamShare | undefined;
  /** Nothing but tmux is looked at anew. */
  readonly isQuick: boolean;
  /** A program of the team has ended since. */
  readonly afterEnd: boolean;
  /** Whether a server that is gone went without an orderly end: nobody closed its last window. */
  readonly serverDied: () => Promise<boolean>;
  readonly shift: Shift;
  /** A team that goes down has waited long enough for the end of turns. */
  readonly isHurried: boolean;
  /** From 0 to 1: spreads what would come at once. */
  readonly chance: () => number;
}

/**
 * One pass: what is, what became of it, what is to be done, and that done. It looks at the world afresh, so it may come
 * as often as it likes, and whatever it was woken by. Throws a HostError where a look fails: then nothing was planned.
 */
export async function pass({ kept: applied, memory, share, isQuick, chance, shift, isHurried, afterEnd, serverDied }: PassRequest, host: Host): Promise<PassEnd> {
  const begunAt = host.clock.now();
  const known = isQuick && memory.repositories !== undefined ? { repositories: memory.repositories, afterEnd } : undefined;
  const kept = known === undefined ? applied : withoutMissions(applied);
  const seen = await observe(kept.desired, host, known);
  const judged = await judgeAll({ kept, seen, before: memory.tmux, serverDied, chance }, host);
  const tended = await tendIfWhole({ kept, memory, isWhole: known === undefined && shift.state === 'on', cares: judged.cares }, host);
  const cares = [...judged.cares, ...tended.cares];
  // Whether a conversation can be resumed was asked before: who is to be started anew because of this look is so in the next.
  const observed: Observed = { ...seen, cares: new Map([...seen.cares, ...judged.cares.map((care) => [care.address, care] as const)]) };
  const plan = makePlan(...wantedIn({ shift, kept, isHurried }, observed, host.clock.now()));
  const drift = shift.state === 'on' ? plan.steps.flatMap(driftOf).filter(({ key }) => !memory.told.has(key)) : [];
  const missions = await lookAtMissions({ kept, seats: seatsOf({ kept, tended, plan, observed }, host), share }, host);
  const duties = tended.members.length > 0 ? await lookAtDuties({ kept, statuses: tended.members, observed, agents: tended.agents }, host) : [];
  const { moved, done } = await remember({ kept, plan, cares, prompts: tended.prompts, missions, duties, events: [...judged.events, ...tended.events, ...drift.map(({ event }) => event)] }, host);
  if (missions !== undefined) await share?.sync();
  const { now: steps, nextAt } = withinLimits(plan.steps.filter((step) => mayBeDone(step, kept, shift)), { kept, observed, now: host.clock.now() });
  if (steps.some((step) => endsConversation(step, observed))) await keepSnapshot(kept.name, host);
  const results = await carryOutPlan(steps, { team: kept.name, host, sharing: kept.desired.sharing, prompts: kept.desired.prompts }, { started: () => undefined, ended: () => undefined });
  const failures = results.flatMap(failedStep);
  const newFailures = failures.filter((failure) => !memory.told.has(JSON.stringify(failure)));
  if (newFailures.length > 0) host.store.append(kept.name, host.clock.now(), newFailures);
  const told = new Set([...plan.steps.flatMap(driftOf).map(({ key }) => key), ...failures.map((failure) => JSON.stringify(failure))]);
  const isWhole = tended.members.length > 0;
  const awaited = isWhole ? awaitedIn(tended.agents, plan, { missions, awaits: done.awaits ?? [] }) : undefined;
  const due = awaited === undefined ? (shift.state === 'on' ? memory.due : undefined) : { awaitsTurns: awaited.length > 0, ...earliest([tended.nextAt, moved.nextAt, done.nextAt]) };
  return {
    memory: { ...(steps.some(isOfGit) ? {} : { repositories: seen.repositories }), tmux: seen.tmux, told, statuses: tended.statuses, ...(due === undefined ? {} : { due }) },
    observed, plan, results,
    prompts: [...tended.prompts, ...done.prompts, ...moved.prompts],
    cases: moved.checks.map((record) => ({ team: kept, record, seats: missions?.seats ?? [] })),
    ...(awaited === undefined ? {} : { awaited }),
    isUnfinished: moved.isUnfinished || tended.cares.some(({ restart }) => restart !== undefined),
    ...nextOf([nextAt, known === undefined ? due?.at : afterQuick(due?.at, begunAt), ...[...observed.cares.values()].map(({ retryAt }) => retryAt)], begunAt),
    panes: identify(kept.name, observed).byAddress,
  };
}

/** A quick look sees none, and changes none. */
function withoutMissions(kept: KeptTeam): KeptTeam {
  return { ...kept, desired: { ...kept.desired, missions: [] } };
}

/** Outside its hours a team that goes down wants nobody but those that a person has: the others' windows are closed, and their conversations kept. */
function wantedIn({ shift, kept: { desired }, isHurried }: Pick<PassRequest, 'shift' | 'kept' | 'isHurried'>, observed: Observed, now: number): Parameters<typeof makePlan> {
  if (shift.state !== 'down') return [desired, observed, { patient: true, now }];
  const worktrees = { ...observed, worktrees: observed.worktrees.filter(({ address }) => desired.worktrees.some((wanted) => wanted.address === address)) };
  const held = desired.members.filter(({ address }) => observed.cares.get(address)?.hold !== undefined);
  return [{ ...desired, members: held }, worktrees, { prune: true, keepsConversations: true, evenIfBusy: isHurried, unwantedBecause: shift.because, now }];
}

interface Tending {
  readonly kept: KeptTeam;
  readonly memory: Memory;
  readonly isWhole: boolean;
  /** Of members that have just ended: there is nothing to tend. */
  readonly cares: readonly Care[];
}

/** What members do is asked in whole looks only: it is read from many files. */
async function tendIfWhole({ kept, memory, isWhole, cares }: Tending, host: Host): ReturnType<typeof tendAll> {
  const team = host.store.team(kept.name);
  if (!isWhole || team === undefined) return { cares: [], events: [], prompts: [], members: [], agents: [], statuses: memory.statuses };
  const ended = new Set(cares.map(({ address }) => address));
  const tended = await tendAll({ kept, team, before: memory.statuses }, host);
  return { ...tended, cares: tended.cares.filter(({ address }) => !ended.has(address)) };
}

/** After it git is no longer what was seen of it. */
function isOfGit({ address }: Step): boolean {
  return address.startsWith('worktree/');
}

/** A conversation that could go on is left. That of a program without one ends with every crash, and is nothing to keep. */
function endsConversation({ address, impact, action }: Step, { cares }: Observed): boolean {
  if (impact !== 'replace' || action.type !== 'respawn-window') return false;
  return action.pane.dead === undefined || cares.get(address)?.restart?.fresh === true;
}

async function keepSnapshot(name: string, host: Host): Promise<void> {
  const team = host.store.team(name);
  if (team !== undefined) await takeSnapshot(team, 'before a start with a new conversation', host);
}

/** Some things are done only where a person agreed to them; nothing is done for a team that is parked. */
function mayBeDone(step: Step, { confirmed, desired: { sharing } }: KeptTeam, shift: PassRequest['shift']): boolean {
  if (shift.state === 'parked') return false;
  return step.waits === undefined && (!needsConsent(step, sharing) || confirmed.includes(step.id));
}

function earliest(times: readonly (number | undefined)[]): { at?: number } {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? {} : { at: Math.min(...known) };
}

/** What has come due meanwhile is not seen by a quick look, which was made instead of the whole one that was to see it: that comes right after. */
function afterQuick(dueAt: number | undefined, begunAt: number): number | undefined {
  return dueAt === undefined ? undefined : Math.max(dueAt, begunAt + 1);
}

/** What was over when the pass began was dealt with in it; what came while it went was not. */
function nextOf(known: readonly (number | undefined)[], begunAt: number): { nextAt?: number } {
  const times = known.filter((at) => at !== undefined && at > begunAt);
  return times.length === 0 ? {} : { nextAt: Math.min(...(times as number[])) };
}

/** What waits is told of once. */
function driftOf({ id, address, cause, waits, action }: Step): { key: string; event: TeamEvent }[] {
  if (waits === undefined || !('pane' in action) || action.pane.dead !== undefined) return [];
  return [{ key: `${id} ${cause}`, event: { type: 'drift', address, cause, waitsFor: waits.for } }];
}
