import { systemClock } from '../clock.ts';

const pollMs = 10;
const graceMs = 2000;
/** How long the system may take to end what was killed. */
const burialMs = 1000;

/** Asks all of a process group to end, also those that outlived its leader, and kills what does not. Resolves when none is left. */
export async function endGroup(leader: number): Promise<void> {
  for (const [signal, patienceMs] of [['SIGTERM', graceMs], ['SIGKILL', burialMs]] as const) {
    if (!tell(leader, signal)) return;
    const deadline = performance.now() + patienceMs;
    while (tell(leader, 0) && performance.now() < deadline) await systemClock.wait(pollMs);
  }
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
