import { systemClock } from '../clock.ts';
import { processTable } from '../processes/process-table.ts';

const pollMs = 20;
const graceMs = 2000;
/** How long the system may take to end what was killed. */
const burialMs = 1000;

/** Asks all of a process group to end, also those that outlived its leader, and kills what does not. Resolves when none is left. The leader leads a session too. */
export async function endGroup(leader: number): Promise<void> {
  for (const [signal, patienceMs] of [['SIGTERM', graceMs], ['SIGKILL', burialMs]] as const) {
    tell(leader, signal);
    if (await isGone(leader, performance.now() + patienceMs)) return;
  }
}

async function isGone(leader: number, deadline: number): Promise<boolean> {
  while (await isAlive(leader)) {
    if (performance.now() >= deadline) return false;
    await systemClock.wait(pollMs);
  }
  return true;
}

/** Those that have ended and were not asked how count as members of a group for as long as that takes, which can be seconds. */
async function isAlive(leader: number): Promise<boolean> {
  if (!tell(leader, 0)) return false;
  return process.platform !== 'linux' || (await processTable()).some(({ session }) => session === leader);
}

/** False where nobody of the group is left. */
function tell(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || code === 'EPERM') return false; // macOS says EPERM of a group of which only those are left that have ended
    throw error;
  }
}
