import type { PassEnd } from './pass.ts';

/** A pause that doubles with each time that nothing came of it, in milliseconds. */
interface Growing {
  readonly first: number;
  readonly most: number;
}

const pauses = {
  /** The world is looked at as a whole at least so often: what no event told is found then. */
  resync: 5 * 60_000,
  /** After something was done, until the new agents are ready: some never are. */
  starting: { first: 1000, most: 60_000 },
  /** While a change waits for the end of a turn, which may take hours. */
  waiting: { first: 1000, most: 15_000 },
  /** Somebody else changes the team, and tells when that is done, unless it dies. */
  locked: { first: 100, most: 5000 },
  failure: { first: 500, most: 60_000 },
};

/** So many looks after something was done, each later than the one before: what follows from it is seen by then. */
const settlingPasses = 4;

/** After a pass that went well: how long until the next look, where nothing else wakes it. `quiet` counts the passes since anything was done. */
export function pauseAfterPass({ plan, observed, memory }: Pick<PassEnd, 'plan' | 'observed' | 'memory'>, quiet: number): number {
  const isStarting = [...observed.verdicts.values()].some(({ reading }) => reading.status === 'starting');
  const isWaiting = plan.steps.some(({ waits, action }) => waits !== undefined && 'pane' in action && action.pane.dead === undefined);
  if (isWaiting || memory.due?.awaitsTurns === true) return grown(pauses.waiting, quiet);
  return isStarting || quiet < settlingPasses ? grown(pauses.starting, quiet) : pauses.resync;
}

/** Where somebody else changes the team: by how often it was tried. */
export function pauseWhileLocked(tries: number): number {
  return grown(pauses.locked, tries);
}

/** After a failure: by how many there were in a row. */
export function pauseAfterFailure(failures: number): number {
  return grown(pauses.failure, failures);
}

function grown({ first, most }: Growing, times: number): number {
  return Math.min(most, first * 2 ** times);
}
