import { systemClock } from '../clock.ts';
import { processTable } from '../processes/process-table.ts';
import { tellGroup } from '../tell-group.ts';

const pollMs = 20;
const graceMs = 2000;
/** How long the system may take to end what was killed. */
const burialMs = 1000;

/** Asks all of a process group to end, also those that outlived its leader, and kills what does not. Resolves when none is left. The leader leads a session too. */
export async function endGroup(leader: number): Promise<void> {
  for (const [signal, patienceMs] of [['SIGTERM', graceMs], ['SIGKILL', burialMs]] as const) {
    tellGroup(leader, signal);
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
  if (!tellGroup(leader, 0)) return false;
  return process.platform !== 'linux' || (await processTable()).some(({ session }) => session === leader);
}
