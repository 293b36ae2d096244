import { systemClock } from '../host/clock.ts';
import { takeLock, type LockHolder } from '../host/lock.ts';
import { formatDuration } from '../util/duration.ts';
import { BusyTeam, type Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';

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
    timeoutMs,
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
