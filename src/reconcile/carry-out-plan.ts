import { HostError } from '../host/host-error.ts';
import type { Step } from '../plan/plan.ts';
import type { TeamEvent } from '../state/event.ts';
import type { EffectContext } from './effect-context.ts';
import { carryOut } from './effects.ts';

/** How one step ended. A failed step skips those that need it; the rest goes on. */
export type StepResult =
  | { readonly state: 'done'; readonly step: Step; readonly events: readonly TeamEvent[] }
  | { readonly state: 'failed'; readonly step: Step; readonly error: HostError }
  | { readonly state: 'skipped'; readonly step: Step; readonly because: string };

export interface StepWatcher {
  started(step: Step): void;
  ended(result: StepResult): void;
}

/** Carries out steps, each as soon as those it needs are done. Throws only what is a bug of ours. */
export async function carryOutPlan(steps: readonly Step[], context: EffectContext, watcher: StepWatcher): Promise<StepResult[]> {
  const results = new Map<string, Promise<StepResult>>();
  for (const step of steps) {
    const needed = step.after.flatMap((id) => results.get(id) ?? []);
    results.set(step.id, runAfter(step, needed, { context, watcher }));
  }
  return Promise.all(results.values());
}

/** What is noted of a step that failed. */
export function failedStep(result: StepResult): TeamEvent[] {
  return result.state === 'failed' ? [{ type: 'step-failed', address: result.step.address, reason: result.error.message }] : [];
}

async function runAfter(step: Step, needed: readonly Promise<StepResult>[], how: { context: EffectContext; watcher: StepWatcher }): Promise<StepResult> {
  const missing = (await Promise.all(needed)).find(({ state }) => state !== 'done');
  const result = missing === undefined
    ? await run(step, how)
    : { state: 'skipped' as const, step, because: `${missing.step.id} was not done` };
  how.watcher.ended(result);
  return result;
}

async function run(step: Step, { context, watcher }: { context: EffectContext; watcher: StepWatcher }): Promise<StepResult> {
  const { team, host: { store, clock } } = context;
  watcher.started(step);
  try {
    const events = await carryOut(step, context);
    await store.together(() => store.append(team, clock.now(), events));
    return { state: 'done', step, events };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { state: 'failed', step, error };
  }
}
