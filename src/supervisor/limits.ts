import type { Step } from '../plan/plan.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Observed } from '../state/observed.ts';

export interface Budget {
  readonly kept: KeptTeam;
  readonly observed: Observed;
  readonly now: number;
}

/**
 * The steps that the team's limits allow now, and when more of them will be. What was started lately is read from the
 * launches that the store keeps, so a new supervisor does not begin a new wave.
 */
export function withinLimits(steps: readonly Step[], budget: Budget): { readonly now: readonly Step[]; readonly nextAt?: number } {
  const { starts, nextAt } = allowance(budget);
  let left = starts;
  const done = steps.filter((step) => !isStart(step) || left-- > 0);
  const ids = new Set(done.map(({ id }) => id));
  const allowed = done.filter(({ after }) => after.every((id) => ids.has(id) || !steps.some((step) => step.id === id)));
  return { now: allowed, ...(left < 0 && nextAt !== undefined ? { nextAt } : {}) };
}

function allowance({ kept: { limits, name }, observed: { tmux, launches }, now }: Budget): { readonly starts: number; readonly nextAt?: number } {
  const running = tmux.running ? tmux.panes.filter(({ tag, dead }) => tag?.team === name && dead === undefined).length : 0;
  const seats = limits.agents === undefined ? Infinity : Math.max(0, limits.agents - running);
  const { spawnRate } = limits;
  if (spawnRate === undefined) return { starts: seats };
  const recent = launches.map(({ at }) => at).filter((at) => at > now - spawnRate.everyMs).sort((a, b) => a - b);
  const starts = Math.min(seats, Math.max(0, spawnRate.count - recent.length));
  const oldest = recent.at(-spawnRate.count);
  return { starts, nextAt: (oldest ?? recent[0] ?? now) + spawnRate.everyMs };
}

function isStart({ action }: Step): boolean {
  return 'launch' in action;
}
