import type { Host } from '../host/host.ts';
import type { Plan, Remark, Step } from '../plan/plan.ts';
import type { Address } from '../state/address.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import type { StepResult } from './carry-out-plan.ts';

/** How a pass ended, gravest first: something failed, something can not be done, something is still to come, all is well. */
export type Outcome =
  | { readonly state: 'failed'; readonly failures: readonly Failure[] }
  | { readonly state: 'blocked'; readonly refused: readonly Remark[] }
  | { readonly state: 'progressing'; readonly waiting: readonly Step[]; readonly starting: readonly Starting[] }
  | { readonly state: 'converged' };

/** An agent that runs and is not ready: what its screen says may be a question for a person. */
export interface Starting {
  readonly address: Address;
  readonly lastLines: readonly string[];
}

export interface Failure {
  readonly address: Address;
  readonly message: string;
  readonly hint?: string;
  /** The last lines on the screen of an agent that ended right after its start. */
  readonly lastLines?: readonly string[];
}

export interface OutcomeRequest {
  readonly desired: Desired;
  /** Of the last look. */
  readonly plan: Plan;
  readonly observed: Observed;
  readonly results: readonly StepResult[];
}

const shownLines = 8;

export async function outcomeOf({ desired, plan, observed, results }: OutcomeRequest, host: Host): Promise<Outcome> {
  const failures = [...results.flatMap(failureOf), ...(await earlyExits({ plan, results }, host))];
  if (failures.length > 0) return { state: 'failed', failures };
  if (plan.refused.length > 0) return { state: 'blocked', refused: plan.refused };
  const starting = startingMembers(desired.team, observed, new Set(desired.members.map(({ address }) => address)));
  if (plan.steps.length > 0 || starting.length > 0) {
    return { state: 'progressing', waiting: plan.steps, starting: await Promise.all(starting.map((agent) => withScreen(agent, host))) };
  }
  return { state: 'converged' };
}

/** Members whose agent runs and has not got ready yet, with their panes. */
export function startingMembers(team: string, { tmux, verdicts }: Observed, among: ReadonlySet<Address>): { address: Address; pane: string }[] {
  const panes = tmux.running ? tmux.panes : [];
  return panes.flatMap(({ id, tag, dead }) =>
    tag?.team === team && dead === undefined && among.has(tag.address) && verdicts.get(id)?.reading.status === 'starting' ? [{ address: tag.address, pane: id }] : []);
}

async function withScreen({ address, pane }: { address: Address; pane: string }, host: Host): Promise<Starting> {
  return { address, lastLines: await host.tmux.lastLines(pane, shownLines) };
}

function failureOf(result: StepResult): Failure[] {
  if (result.state === 'done') return [];
  const { address } = result.step;
  if (result.state === 'skipped') return [{ address, message: `Skipped, because ${result.because}.` }];
  const { message, hint } = result.error;
  return [{ address, message, ...(hint === undefined ? {} : { hint }) }];
}

/** An agent that was started in this run and has ended by now did not start: its last words say why. */
async function earlyExits({ plan, results }: Pick<OutcomeRequest, 'plan' | 'results'>, host: Host): Promise<Failure[]> {
  const launched = new Set(results.flatMap(({ state, step }) => (state === 'done' && 'launch' in step.action ? [step.address] : [])));
  const again = plan.steps.filter(({ address, action }) => launched.has(address) && 'launch' in action);
  return Promise.all(again.map(async ({ address, action, cause }) => {
    const lines = action.type === 'respawn-window' ? await host.tmux.lastLines(action.pane.id, shownLines) : [];
    return { address, message: `It was started, and then: ${cause}.`, lastLines: lines };
  }));
}
