import type { Host } from '../host/host.ts';
import { identify, type IdentifiedPane } from '../plan/identity.ts';
import { latestPlacedLaunch } from '../plan/launches.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { carryOutPlan, type StepResult } from '../reconcile/carry-out-plan.ts';
import { observe } from '../reconcile/observe.ts';
import type { Address } from '../state/address.ts';
import type { Care } from '../state/care.ts';
import type { TeamEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Observed, ObservedRepository } from '../state/observed.ts';
import { withinLimits } from './limits.ts';
import { judge } from './judge.ts';

/** What one pass leaves to the next. Lost with the process, and nothing is wrong without it: it saves looks and words. */
export interface Memory {
  /** As of the last whole look. */
  readonly repositories?: ReadonlyMap<string, ObservedRepository>;
  readonly tmux?: Observed['tmux'];
  /** Drift that was told of, by step. */
  readonly told: ReadonlySet<string>;
}

export interface PassEnd {
  readonly memory: Memory;
  readonly observed: Observed;
  readonly panes: ReadonlyMap<Address, IdentifiedPane>;
  readonly plan: Plan;
  readonly results: readonly StepResult[];
  /** When something is to be done that only time brings, in milliseconds since the Unix epoch. */
  readonly nextAt?: number;
}

export interface PassRequest {
  readonly kept: KeptTeam;
  readonly memory: Memory;
  /** Nothing but tmux is looked at anew. */
  readonly isQuick: boolean;
  /** From 0 to 1: spreads what would come at once. */
  readonly chance: () => number;
}

/**
 * One pass: what is, what became of it, what is to be done, and that done. It looks at the world afresh, so it may come
 * as often as it likes, and whatever it was woken by. Throws a HostError where a look fails: then nothing was planned.
 */
export async function pass({ kept, memory, isQuick, chance }: PassRequest, host: Host): Promise<PassEnd> {
  const { desired } = kept;
  const known = isQuick && memory.repositories !== undefined ? { repositories: memory.repositories } : undefined;
  const seen = await observe(desired, host, known);
  const { cares, events } = await judgeAll({ kept, seen, before: memory.tmux, chance }, host);
  const observed: Observed = { ...seen, cares: new Map([...seen.cares, ...cares.map((care) => [care.address, care] as const)]) };
  const plan = makePlan(desired, observed, { patient: true, now: host.clock.now() });
  const drift = plan.steps.flatMap(driftOf).filter(({ key }) => !memory.told.has(key));
  await remember({ kept, plan, cares, events: [...events, ...drift.map(({ event }) => event)] }, host);
  const { now: steps, nextAt } = withinLimits(plan.steps.filter((step) => mayBeDone(step, kept)), { kept, observed, now: host.clock.now() });
  const results = await carryOutPlan(steps, { team: kept.name, host }, { started: () => undefined, ended: () => undefined });
  const told = new Set(plan.steps.flatMap(driftOf).map(({ key }) => key));
  return {
    memory: { repositories: seen.repositories, tmux: seen.tmux, told },
    observed, plan, results,
    ...nextOf(nextAt, [...observed.cares.values()], host.clock.now()),
    panes: identify(kept.name, observed).byAddress,
  };
}

/** What destroys something is done only where a person agreed to it. */
function mayBeDone({ id, waits, destroys }: Step, { confirmed }: KeptTeam): boolean {
  return waits === undefined && (destroys === undefined || confirmed.includes(id));
}

function nextOf(startAt: number | undefined, cares: readonly Care[], now: number): { nextAt?: number } {
  const times = [startAt, ...cares.map(({ retryAt }) => retryAt)].filter((at) => at !== undefined && at > now);
  return times.length === 0 ? {} : { nextAt: Math.min(...(times as number[])) };
}

interface Judging {
  readonly kept: KeptTeam;
  readonly seen: Observed;
  readonly before: Observed['tmux'] | undefined;
  readonly chance: () => number;
}

async function judgeAll({ kept, seen, before, chance }: Judging, host: Host): Promise<{ cares: Care[]; events: TeamEvent[] }> {
  const { byAddress } = identify(kept.name, seen);
  const wasLastWindow = !seen.tmux.running && before?.running === true && new Set(before.panes.map(({ window }) => window)).size === 1;
  const now = host.clock.now();
  const judgements = await Promise.all(kept.desired.members.map(async (member) => {
    const found = byAddress.get(member.address);
    const care = seen.cares.get(member.address);
    const isNewEnd = found?.pane.dead !== undefined && (care?.judged ?? 0) < found.tag.epoch;
    const lastLines = isNewEnd && found.pane.dead?.code !== 0 ? await host.tmux.lastLines(found.pane.id, lastLineCount) : [];
    const launch = latestPlacedLaunch(seen, member.address);
    const judged = judge({ member, care, found, launch, tmux: seen.tmux, lastLines, wasLastWindow }, { now, chance: chance() });
    return { before: care, ...judged };
  }));
  return {
    cares: judgements.filter(({ before: earlier, care, events }) => events.length > 0 || (earlier !== undefined && earlier !== care)).map(({ care }) => care),
    events: judgements.flatMap(({ events }) => events),
  };
}

const lastLineCount = 8;

/** What waits is told of once. */
function driftOf({ id, address, cause, waits, action }: Step): { key: string; event: TeamEvent }[] {
  if (waits === undefined || !('pane' in action) || action.pane.dead !== undefined) return [];
  return [{ key: `${id} ${cause}`, event: { type: 'drift', address, cause, waitsFor: waits.for } }];
}

async function remember({ kept: { name }, plan: { bookkeeping }, cares, events }: { kept: KeptTeam; plan: Plan; cares: readonly Care[]; events: readonly TeamEvent[] }, { store, clock }: Host): Promise<void> {
  const { launches, worktrees, forgotten } = bookkeeping;
  if (cares.length + events.length + launches.length + worktrees.length + forgotten.length === 0) return;
  await store.together(() => {
    for (const care of cares) store.setCare(name, care);
    for (const launch of launches) store.recordLaunch(name, launch);
    for (const worktree of worktrees) store.recordWorktree(name, worktree);
    for (const path of forgotten) store.forgetWorktree(name, path);
    store.append(name, clock.now(), events);
  });
}
