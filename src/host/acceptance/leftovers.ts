import { systemClock } from '../clock.ts';
import { environmentOf, processTable, type ProcessIdentity } from '../processes/process-table.ts';
import { createProcesses } from '../processes/processes.ts';

const variable = 'CODERS_CHECK';
const graceMs = 2000;

/** What the command lines of a check are given in their environment, so that all that comes of them can be found again. */
export function checkMark(directory: string): Readonly<Record<string, string>> {
  return { [variable]: directory };
}

/**
 * Ends what earlier command lines left running for a folder: what a runner that was killed had begun would work in it beside
 * the next check, and what has left its process group would work in it for ever. Only where the system shows environments.
 */
export async function endLeftovers(directory: string): Promise<void> {
  if (process.env[variable] === directory) return; // we come of such a check ourselves
  const left = await checking(directory);
  if (left.length > 0) await createProcesses(systemClock).end(left, graceMs);
}

/** Whether command lines of a check run for a folder. Only where the system shows environments. */
export async function isCheckedNow(directory: string): Promise<boolean> {
  return (await checking(directory)).length > 0;
}

async function checking(directory: string): Promise<readonly ProcessIdentity[]> {
  const wanted = `${variable}=${directory}`;
  return (await processTable()).filter(({ pid }) => environmentOf(pid).includes(wanted));
}
