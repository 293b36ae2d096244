import { readlinkSync } from 'node:fs';
import type { ObservedPane } from '../../state/observed.ts';
import type { ProcessFigures } from '../../state/process-figures.ts';
import type { Clock } from '../clock.ts';
import { figuresOf } from './figures.ts';
import { processesByPane } from './pane-processes.ts';
import { environmentOf, isLinuxProcess, processTable, readOfProcess, type ProcessIdentity } from './process-table.ts';

export interface Processes {
  /** All that runs because of a pane's program: its children, its session, and what carries the pane's environment. */
  ofPane(pane: ObservedPane): Promise<ProcessIdentity[]>;
  /** What all that takes of the machine, by pane id; of panes where nothing runs, nothing. What seems to hold no more than `exactAboveBytes` is counted roughly. */
  figures(panes: readonly ObservedPane[], exactAboveBytes?: number): Promise<ReadonlyMap<string, ProcessFigures>>;
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
    ofPane: async (pane) => processesByPane(await processTable())(pane),
    async figures(panes, exactAboveBytes = 0) {
      const processesOf = processesByPane(await processTable());
      const found = await Promise.all(panes.map(async (pane) => {
        const tree = { program: pane.pid, pids: processesOf(pane).map(({ pid }) => pid) };
        return [pane.id, await figuresOf(tree, { now: clock.now(), exactAboveBytes })] as const;
      }));
      return new Map(found.flatMap(([id, figures]) => (figures === undefined ? [] : [[id, figures] as const])));
    },
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
