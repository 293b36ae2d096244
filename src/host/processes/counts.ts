import { execute } from '../execute.ts';
import { readOfProcess } from './process-table.ts';

/** What the system counts of one process. */
export interface ProcessCount {
  readonly rssBytes: number;
  /** Its own and, on Linux, that of children which have ended and were waited for. */
  readonly cpuMs: number;
  readonly ageMs: number;
}

/** Of those that still run, by number. */
export async function countProcesses(pids: readonly number[]): Promise<ReadonlyMap<number, ProcessCount>> {
  if (process.platform !== 'linux') return pids.length === 0 ? new Map() : psCounts(pids);
  const ownStart = startOf(process.pid);
  return new Map(pids.flatMap((pid) => {
    const count = linuxCount(pid, ownStart);
    return count === undefined ? [] : [[pid, count] as const];
  }));
}

/** What a process holds, its part of what it shares; undefined where the system does not tell. */
export function pssBytes(pid: number): number | undefined {
  return process.platform === 'linux' ? kibibytesIn(readOfProcess(pid, 'smaps_rollup'), 'Pss') : undefined;
}

/** The unit of all times in /proc on every machine that Node runs on. */
const tickMs = 10;

function linuxCount(pid: number, ownStart: number): ProcessCount | undefined {
  const ticks = ticksOf(pid);
  const rssBytes = kibibytesIn(readOfProcess(pid, 'status'), 'VmRSS');
  if (ticks === undefined || rssBytes === undefined) return undefined; // it has ended
  // Our own age is known for certain: the clock of the machine may have been set, and a container's uptime is its own.
  return { rssBytes, cpuMs: ticks.used * tickMs, ageMs: Math.max(0, (ownStart - ticks.started) * tickMs + process.uptime() * 1000) };
}

function startOf(pid: number): number {
  return ticksOf(pid)?.started ?? 0;
}

/** Undefined once the process has ended. */
function ticksOf(pid: number): { readonly used: number; readonly started: number } | undefined {
  const stat = readOfProcess(pid, 'stat');
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const [user = 0, system = 0, usersOfChildren = 0, systemOfChildren = 0] = fields.slice(11, 15);
  return { used: user + system + usersOfChildren + systemOfChildren, started: fields[19] ?? 0 };
}

function kibibytesIn(text: string | undefined, field: string): number | undefined {
  const amount = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text ?? '')?.[1];
  return amount === undefined ? undefined : Number(amount) * 1024;
}

/** That none of them runs any more is an answer. */
async function psCounts(pids: readonly number[]): Promise<ReadonlyMap<number, ProcessCount>> {
  const { stdout } = await execute('ps', ['-o', 'pid=,rss=,time=,etime=', '-p', pids.join(',')], { accepted: [0, 1] });
  return readPsCounts(stdout);
}

/** Reads what `ps -o pid=,rss=,time=,etime=` prints. */
export function readPsCounts(text: string): ReadonlyMap<number, ProcessCount> {
  return new Map(text.split('\n').flatMap((line) => {
    const [pid, rss, cpu = '', age = ''] = line.trim().split(/\s+/);
    const [cpuMs, ageMs] = [psTimeMs(cpu), psTimeMs(age)];
    if (rss === undefined || cpuMs === undefined || ageMs === undefined) return [];
    return [[Number(pid), { rssBytes: Number(rss) * 1024, cpuMs, ageMs }] as const];
  }));
}

/** `[[days-]hours:]minutes:seconds`, the seconds with hundredths on a Mac. */
function psTimeMs(text: string): number | undefined {
  const [, days = 0, hours = 0, minutes, seconds] = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (minutes === undefined || seconds === undefined) return undefined;
  return Math.round((((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
}
