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
  const rate = rateOf(budget);
  const { chosen, isLate } = choose(steps.filter(isStart), { seats: freeSeats(budget), starts: rate.starts });
  const done = steps.filter((step) => !isStart(step) || chosen.has(step));
  const ids = new Set(done.map(({ id }) => id));
  const allowed = done.filter(({ after }) => after.every((id) => ids.has(id) || !steps.some((step) => step.id === id)));
  return { now: allowed, ...(isLate && rate.nextAt !== undefined ? { nextAt: rate.nextAt } : {}) };
}

/** The first starts that there is room for, and whether one of the others only comes too soon. */
function choose(steps: readonly Step[], room: { readonly seats: number; readonly starts: number }): { readonly chosen: ReadonlySet<Step>; readonly isLate: boolean } {
  const chosen = new Set<Step>();
  let { seats } = room;
  let isLate = false;
  for (const step of steps) {
    const needed = takesPlace(step) ? 0 : 1;
    if (seats < needed) continue;
    if (chosen.size >= room.starts) isLate = true;
    else {
      chosen.add(step);
      seats -= needed;
    }
  }
  return { chosen, isLate };
}

function freeSeats({ kept: { limits, name }, observed: { tmux } }: Budget): number {
  const running = tmux.running ? tmux.panes.filter(({ tag, dead }) => tag?.team === name && dead === undefined).length : 0;
  return limits.agents === undefined ? Infinity : limits.agents - running;
}

/** A launch that is yet to come was noted before somebody set the clock back. */
function rateOf({ kept: { limits: { spawnRate } }, observed: { launches }, now }: Budget): { readonly starts: number; readonly nextAt?: number } {
  if (spawnRate === undefined) return { starts: Infinity };
  const recent = launches.map(({ at }) => at).filter((at) => at > now - spawnRate.everyMs && at <= now).sort((a, b) => a - b);
  const oldest = recent.at(-spawnRate.count);
  return { starts: Math.max(0, spawnRate.count - recent.length), nextAt: (oldest ?? recent[0] ?? now) + spawnRate.everyMs };
}

function isStart({ action }: Step): boolean {
  return 'launch' in action;
}

/** Of a living agent: as many run afterwards as before. */
function takesPlace({ action }: Step): boolean {
  return action.type === 'respawn-window' && action.pane.dead === undefined;
}
