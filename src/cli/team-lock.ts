import { systemClock } from '../host/clock.ts';
import { lockTeam, type LockHolder } from '../host/lock.ts';
import { formatDuration } from '../util/duration.ts';
import type { Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';

/** Does `work` while nobody else changes the team. Undefined, and said who does, when that takes too long. */
export async function withTeamLock<Result>(
  { team, verb, timeoutMs }: { team: string; verb: string; timeoutMs: number },
  { terminal, environment }: Invocation,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  let other = 'another process';
  const lock = await lockTeam({
    stateDirectory: stateDirectoryOf(environment),
    team,
    command: `coders ${verb}`,
    timeoutMs,
    onWait: (holder) => {
      if (holder !== undefined) other = describe(holder);
      terminal.err(`Waiting for ${other} to finish with team ${team}.`);
    },
  }, systemClock);
  if (lock === undefined) {
    terminal.err(`Nothing was changed: ${other} still works on team ${team}. Try again when it has ended.`);
    return undefined;
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function describe({ pid, command, since }: LockHolder): string {
  return `${command} (process ${pid}, for ${formatDuration(Math.max(1000, systemClock.now() - since))})`;
}
