import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { atEndOfFile } from './end-of-file.ts';
import { processesWith, type RunningProcess } from './running-processes.ts';
import type { TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

const strangers: ChildProcess[] = [];

atEndOfFile(() => {
  for (const stranger of strangers.splice(0)) stranger.kill('SIGKILL');
});

/**
 * Ends all that runs because of a team in one moment, as a power failure does: everything is frozen first, so that
 * nothing sees another's end, and nothing puts its things away. Sockets and files stay as they are. Gives what ran.
 */
export async function powerLoss(team: TestTeam): Promise<readonly RunningProcess[]> {
  const running = () => processesWith('HOME', team.environment['HOME']!);
  const ran = new Map<number, RunningProcess>();
  for (let fresh = await running(); fresh.length > 0; fresh = (await running()).filter(({ pid }) => !ran.has(pid))) {
    for (const one of fresh) {
      ran.set(one.pid, one);
      signal(one.pid, 'SIGSTOP');
    }
  }
  for (const pid of ran.keys()) signal(pid, 'SIGKILL');
  await waitUntil(() => ![...ran.keys()].some((pid) => signal(pid, 0)), { what: 'all to be gone, and buried' });
  return [...ran.values()];
}

/** Processes that have nothing to do with any team, by the numbers that others had. */
export interface Strangers {
  readonly pids: readonly number[];
  /** Whether each of them still runs. */
  areAlive(): boolean;
}

const tries = 50;
const lastPidFile = '/proc/sys/kernel/ns_last_pid';

/** Gives numbers of processes that have ended to strangers, as happens after a reboot; empty where the system lets nobody choose. */
export function strangersAs(pids: readonly number[]): Strangers {
  const last = lastPid();
  const taken = pids.flatMap((pid) => strangerAs(pid) ?? []);
  if (last !== undefined) setLastPid(last); // nobody else on this machine is to get a number that was free a moment ago
  if (taken.length < pids.length) console.warn(`SKIPPED: of ${pids.length} numbers of processes only ${taken.length} were given to others; that takes Linux, and the rights of root.`);
  strangers.push(...taken);
  return { pids: taken.map(({ pid }) => pid!), areAlive: () => taken.every(({ exitCode, signalCode }) => exitCode === null && signalCode === null) };
}

/** Linux gives the number after the last one next, and lets root say which the last one was. Others may be faster. */
function strangerAs(pid: number): ChildProcess | undefined {
  for (let left = tries; left > 0; left -= 1) {
    if (!setLastPid(pid - 1)) return undefined;
    const stranger = spawn('sleep', ['86400'], { env: {}, stdio: 'ignore' });
    if (stranger.pid === pid) return stranger;
    stranger.kill('SIGKILL');
  }
  return undefined;
}

function lastPid(): number | undefined {
  return existsSync(lastPidFile) ? Number(readFileSync(lastPidFile, 'utf8')) : undefined;
}

function setLastPid(pid: number): boolean {
  try {
    writeFileSync(lastPidFile, String(pid));
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** False where there is no such process. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
}
