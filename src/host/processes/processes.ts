import { readlinkSync } from 'node:fs';
import type { ObservedPane } from '../../state/observed.ts';
import type { Clock } from '../clock.ts';
import { isLinuxProcess, processTable, readOfProcess, type ProcessEntry, type ProcessIdentity } from './process-table.ts';

export interface Processes {
  /** All that runs because of a pane's program: its children, its session, and what carries the pane's environment. */
  ofPane(pane: ObservedPane): Promise<ProcessIdentity[]>;
  /** All that launches of a team, or of one member, left running, wherever it went. Only where the system shows environments. */
  ofTeam(mark: TeamMark): Promise<ProcessIdentity[]>;
  /** Asks them to end, and kills what has not after `graceMs`. A number that a new process took over is left alone. */
  end(processes: readonly ProcessIdentity[], graceMs: number): Promise<void>;
  /** Ends them at once, as a machine that runs out of memory does, and does not wait for it. */
  kill(processes: readonly ProcessIdentity[]): void;
  /** Whether a process of that number runs, and is not one that has ended and was not asked how. */
  isRunning(pid: number): boolean;
  /** Whether another program than this one reads its terminal now; false where the system does not tell. */
  isBehindAnother(pid: number): boolean;
  /** Whether the process runs in a directory that was deleted; false where the system does not tell. */
  isUprooted(pid: number): boolean;
}

/** What every launch is given in its environment, so that whatever comes of it can be told. */
export interface TeamMark {
  readonly team: string;
  /** Of the team's tmux server: another person's team may have the same name. Of whichever server when absent. */
  readonly socket?: string;
  readonly address?: string;
}

export function markVariables({ team, socket, address }: TeamMark): Readonly<Record<string, string>> {
  return { CODERS_TEAM: team, ...(socket === undefined ? {} : { CODERS_SOCKET: socket }), ...(address === undefined ? {} : { CODERS_ADDRESS: address }) };
}

const pollMs = 20;
/** How long the system may take to end what was killed. */
const burialMs = 2000;

export function createProcesses(clock: Clock): Processes {
  async function wait(processes: readonly ProcessIdentity[], deadline: number): Promise<readonly ProcessIdentity[]> {
    let left = await stillRunning(processes);
    while (left.length > 0 && clock.now() < deadline) {
      await clock.wait(pollMs);
      left = await stillRunning(left);
    }
    return left;
  }
  return {
    ofPane: async (pane) => membersOfPane(await processTable(), pane),
    ofTeam: async (mark) => {
      const wanted = Object.entries(markVariables(mark)).map(([name, value]) => `${name}=${value}`);
      return (await processTable()).filter(({ pid }) => pid !== process.pid && isSubset(wanted, environmentOf(pid)));
    },
    async end(processes, graceMs) {
      const running = await stillRunning(processes);
      signal(running, 'SIGTERM');
      signal(running, 'SIGHUP'); // shells ignore the one and agents the other
      const stubborn = await wait(running, clock.now() + graceMs);
      signal(stubborn, 'SIGKILL');
      await wait(stubborn, clock.now() + burialMs);
    },
    kill: (processes) => signal(processes, 'SIGKILL'),
    isRunning,
    isUprooted,
    isBehindAnother,
  };
}

function membersOfPane(table: readonly ProcessEntry[], pane: ObservedPane): ProcessIdentity[] {
  const serverPid = Number(pane.server.split('@')[0]);
  // The number of a program that has ended may be another's by now: then only the environment tells.
  const isAlive = pane.dead === undefined && table.some(({ pid, parent }) => pid === pane.pid && parent === serverPid);
  const members = new Set<number>(isAlive ? [pane.pid] : []);
  const children = groupByParent(table);
  for (const pid of members) for (const child of children.get(pid) ?? []) members.add(child.pid);
  const belongs = ({ pid, session }: ProcessEntry) => members.has(pid) || (isAlive && session === pane.pid) || carries(pid, pane.id, serverPid);
  return table.filter((entry) => entry.pid !== process.pid && entry.pid !== serverPid && belongs(entry));
}

function groupByParent(table: readonly ProcessEntry[]): Map<number, ProcessEntry[]> {
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of table) {
    const siblings = children.get(entry.parent);
    if (siblings === undefined) children.set(entry.parent, [entry]);
    else siblings.push(entry);
  }
  return children;
}

/** A daemon leaves its parent and its session, but seldom the environment that tmux gave the pane. */
function carries(pid: number, pane: string, serverPid: number): boolean {
  const variables = environmentOf(pid);
  return variables.includes(`TMUX_PANE=${pane}`) && variables.some((text) => text.startsWith('TMUX=') && text.split(',').at(-2) === String(serverPid));
}

/** Empty where the system does not show it. */
function environmentOf(pid: number): readonly string[] {
  return process.platform === 'linux' ? (readOfProcess(pid, 'environ')?.split('\0') ?? []) : [];
}

function isSubset(wanted: readonly string[], variables: readonly string[]): boolean {
  return wanted.every((variable) => variables.includes(variable));
}

async function stillRunning(processes: readonly ProcessIdentity[]): Promise<ProcessIdentity[]> {
  if (processes.length === 0) return [];
  const started = new Map((await processTable()).map((entry) => [entry.pid, entry.started]));
  return processes.filter(({ pid, started: then }) => started.get(pid) === then);
}

function signal(processes: readonly ProcessIdentity[], name: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function isRunning(pid: number): boolean {
  if (process.platform === 'linux') return isLinuxProcess(pid);
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return true;
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function isUprooted(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`).endsWith(' (deleted)');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** The terminal's foreground group is then neither the program's own nor one of its session's leader. */
function isBehindAnother(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  const stat = readOfProcess(pid, 'stat');
  if (stat === undefined) return false;
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return foreground !== undefined && foreground !== '-1' && foreground !== group;
}
