import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { execute } from '../execute.ts';

/** A process that can not be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** As the system prints it: only compared for equality. */
  readonly started: string;
}

export interface ProcessEntry extends ProcessIdentity {
  readonly parent: number;
  /** Number of the session leader: for all that runs in a tmux pane, unless it made a session of its own, the pane's program. */
  readonly session: number;
}

/** Every process that is running now. Zombies are not. */
export async function processTable(): Promise<ProcessEntry[]> {
  return process.platform === 'linux' ? linuxTable() : psTable();
}

function linuxTable(): ProcessEntry[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const entry = linuxEntry(Number(name));
    return entry === undefined ? [] : [entry];
  });
}

const start = Buffer.alloc(512);

/** False once it has ended, also while nobody has asked how. Asked of many and often: it leaves nothing to be tidied away. */
export function isLinuxProcess(pid: number): boolean {
  try {
    const file = openSync(`/proc/${pid}/stat`, 'r');
    try {
      const length = readSync(file, start);
      const state = start[start.lastIndexOf(')', length - 1) + 2];
      return state !== 0x5a && state !== 0x58; // Z and X
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Undefined once the process has ended. */
function linuxEntry(pid: number): ProcessEntry | undefined {
  const stat = readOfProcess(pid, 'stat');
  if (stat === undefined) return undefined;
  // The program's name stands in parentheses and may hold anything, parentheses too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { pid, parent: Number(fields[1]), session: Number(fields[3]), started: fields[19] ?? '' };
}

/** A file of /proc/PID; undefined when the process is gone or is not ours to look into. */
export function readOfProcess(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Empty where the system does not show it. */
export function environmentOf(pid: number): readonly string[] {
  return process.platform === 'linux' ? (readOfProcess(pid, 'environ')?.split('\0') ?? []) : [];
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function psTable(): Promise<ProcessEntry[]> {
  const { stdout } = await execute('ps', ['-A', '-o', 'pid=,ppid=,sess=,stat=,lstart='], {});
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(.*)$/.exec(line);
    if (match === null || match[4]?.startsWith('Z')) return [];
    return [{ pid: Number(match[1]), parent: Number(match[2]), session: Number(match[3]) || 0, started: match[5] ?? '' }];
  });
}
