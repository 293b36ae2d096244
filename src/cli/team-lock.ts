import { systemClock } from '../host/clock.ts';
import { takeLock, type LockHolder } from '../host/lock.ts';
import { formatDuration } from '../util/duration.ts';
import { BusyTeam, type Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';

/** Whoever waits for no agent still waits for a look of the supervisor's, which is short. */
const leastPatienceMs = 3_000;

/** Does `work` while nobody else changes the team. Throws BusyTeam when somebody else takes too long. */
export async function withTeamLock<Result>(
  { team, verb, timeoutMs }: { team: string; verb: string; timeoutMs: number },
  { terminal, environment }: Invocation,
  work: () => Promise<Result>,
): Promise<Result> {
  let other = 'another process';
  const lock = await takeLock({
    stateDirectory: stateDirectoryOf(environment),
    name: team,
    command: `coders ${verb}`,
    timeoutMs: Math.max(timeoutMs, leastPatienceMs),
    onWait: (holder) => {
      if (holder !== undefined) other = describe(holder);
      terminal.err(`Waiting for ${other} to finish with team ${team}.`);
    },
  }, systemClock);
  if (lock === undefined) throw new BusyTeam(`Nothing was changed: ${other} still works on team ${team}.`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function describe({ pid, command, since }: LockHolder): string {
  return `${command} (process ${pid}, for ${formatDuration(Math.max(1000, systemClock.now() - since))})`;
}
