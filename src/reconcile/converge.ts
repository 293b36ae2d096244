import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { makePlan, type PlanRequest } from '../plan/make-plan.ts';
import type { Plan, Step } from '../plan/plan.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { seatIn, type Address } from '../state/address.ts';
import { forgiven } from '../state/care.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import { carryOutPlan, failedStep, type StepResult, type StepWatcher } from './carry-out-plan.ts';
import { observe } from './observe.ts';
import { outcomeOf, startingMembers, type Outcome } from './outcome.ts';

export interface ConvergeRequest {
  readonly desired: Desired;
  readonly applied: AppliedTeam;
  readonly options: PlanRequest;
  /** How long to wait for agents to get ready and for what waits, in milliseconds. */
  readonly timeoutMs: number;
  /** Shown the plan before anything is touched; false gives up. */
  readonly confirm: (plan: Plan) => Promise<boolean>;
  readonly watcher: StepWatcher & { waiting(steps: readonly Step[], starting: readonly Address[]): void };
}

export interface Converged {
  /** What was planned before anything was touched. */
  readonly plan: Plan;
  readonly results: readonly StepResult[];
  readonly outcome: Outcome;
}

const pollMs = { first: 20, last: 250 };

/** tmux sees that a program has let go of its terminal before it learns how the program ended; on a busy machine long before. */
const endingMs = 3000;

/** A look at the world and what follows from it. */
export async function look(desired: Desired, options: PlanRequest, host: Host): Promise<{ observed: Observed; plan: Plan }> {
  const observed = await observe(desired, host);
  return { observed, plan: makePlan(desired, observed, options) };
}

/** A look takes several steps, and tmux may end between two of them: the next look tells that it has. */
async function lookAgain(...[desired, options, host]: Parameters<typeof look>): ReturnType<typeof look> {
  try {
    return await look(desired, options, host);
  } catch (error) {
    if (!(error instanceof HostError) || error.tool !== 'tmux') throw error;
    await host.clock.wait(pollMs.last);
    return look(desired, options, host);
  }
}

/**
 * Looks, plans, carries out, and looks again until nothing is left to do, or the time is over. Only steps of the plan
 * that was confirmed are carried out, each once: what else comes up is for the next apply. Undefined when declined.
 */
export async function converge(request: ConvergeRequest, host: Host): Promise<Converged | undefined> {
  const { desired, options, watcher } = request;
  let view = await look(desired, options, host);
  const { plan } = view;
  if (!(await request.confirm(plan))) return undefined;
  remember(request, plan, host);
  host.store.append(desired.team, host.clock.now(), [{ type: 'apply-started', steps: plan.steps.length }]);
  const confirmed = new Set(plan.steps.map(({ id }) => id));
  const results: StepResult[] = [];
  const deadline = host.clock.now() + request.timeoutMs;
  for (let waitMs = pollMs.first; ; waitMs = Math.min(waitMs * 1.5, pollMs.last)) {
    const tried = new Set(results.map(({ step }) => step.id));
    const open = view.plan.steps.filter(({ id }) => confirmed.has(id) && !tried.has(id));
    const ready = open.filter(({ waits }) => waits === undefined);
    results.push(...(await carryOutPlan(ready, { team: desired.team, host, sharing: desired.sharing, prompts: desired.prompts }, watcher)));
    if (ready.length === 0) {
      const starting = startingMembers(desired.team, view.observed, launchedSince(host.clock.now() - request.timeoutMs, view.observed));
      if ((starting.length === 0 && open.length === 0) || host.clock.now() >= deadline) break;
      watcher.waiting(open, starting.map(({ address }) => address));
      await host.clock.wait(waitMs);
    }
    view = await lookAgain(desired, options, host);
  }
  for (const end = host.clock.now() + endingMs; view.plan.steps.some(endedWithoutReason) && host.clock.now() < end;) {
    await host.clock.wait(pollMs.last);
    view = await lookAgain(desired, options, host);
  }
  const outcome = await outcomeOf({ desired, ...view, results }, host);
  host.store.append(desired.team, host.clock.now(), [...results.flatMap(failedStep), { type: 'apply-ended', outcome: outcome.state }]);
  return { plan, results, outcome };
}

function endedWithoutReason({ action }: Step): boolean {
  if (action.type !== 'respawn-window' || action.pane.dead === undefined) return false;
  return action.pane.dead.code === undefined && action.pane.dead.signal === undefined;
}

/** From here on the team is known by its name, whatever happens to its file. */
function remember({ applied, options: { only } }: ConvergeRequest, { bookkeeping }: Plan, { store }: Host): void {
  store.rememberTeam(applied);
  for (const care of store.cares(applied.name)) {
    const isMeant = only === undefined || only.includes(care.address) || only.includes(seatIn(care.address));
    if (isMeant && (care.crashes.length > 0 || care.quarantine !== undefined)) store.setCare(applied.name, { ...forgiven(care), ...(care.hold === undefined ? {} : { hold: care.hold }) });
  }
  for (const launch of bookkeeping.launches) store.recordLaunch(applied.name, launch);
  for (const worktree of bookkeeping.worktrees) store.recordWorktree(applied.name, worktree);
  for (const path of bookkeeping.forgotten) store.forgetWorktree(applied.name, path);
}

/** Each agent has the same time to get ready, counted from its own launch: one that an apply before this started is waited for too. */
function launchedSince(at: number, { launches }: Observed): ReadonlySet<Address> {
  return new Set(launches.filter((launch) => launch.at >= at).map(({ address }) => address));
}
