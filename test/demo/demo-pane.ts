import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readSession, type WrittenRow } from '../../src/demo/session-log.ts';
import { atEndOfFile } from '../rig/end-of-file.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const execute = promisify(execFile);

const stops: (() => Promise<unknown>)[] = [];

// At the top, since a hook that is registered within a hook never runs. It runs before the directories are removed.
atEndOfFile(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Builds the demo agent as it ships, and gives the program's path. */
export async function buildDemoAgent(): Promise<string> {
  const outfile = join(await temporaryDirectory(), 'demo.js');
  await writeFile(join(outfile, '..', 'package.json'), '{"type":"module"}');
  await build({ entryPoints: [new URL('../../src/demo/main.ts', import.meta.url).pathname], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' });
  return outfile;
}

/** How a pane is begun: which program in which directory, on how big a terminal. */
export interface PaneRequest {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly columns?: number;
  readonly rows?: number;
}

/** A tmux server of the test's own. Panes stay when their program ends; the server ends with the test file. */
export async function demoTmux() {
  const home = await temporaryDirectory();
  const configuration = join(home, 'tmux.conf');
  await writeFile(configuration, 'set -g remain-on-exit on\n');
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1' };
  const tmux = async (...argv: string[]) => (await execute('tmux', ['-u', '-S', join(home, 'tmux'), '-f', configuration, ...argv], { env })).stdout.replace(/\n$/, '');
  stops.push(() => tmux('kill-server'));
  const open = async ({ argv, directory, columns = 80, rows = 24 }: PaneRequest) => {
    // A single argument would be read by a shell.
    const id = await tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-c', directory, '-x', `${columns}`, '-y', `${rows}`, 'env', ...argv);
    return new DemoPane(id, tmux);
  };
  return { home, env, open };
}

/** A pane, as a person or the runner uses it. */
export class DemoPane {
  readonly id: string;
  readonly tmux: (...argv: string[]) => Promise<string>;

  constructor(id: string, tmux: DemoPane['tmux']) {
    this.id = id;
    this.tmux = tmux;
  }

  /** Types text as it is. */
  async type(text: string): Promise<void> {
    await this.tmux('send-keys', '-t', this.id, '-l', '--', text);
  }

  /** Presses keys by their tmux names. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.tmux('send-keys', '-t', this.id, ...keys);
  }

  async paste(file: string): Promise<void> {
    const buffer = `paste-${randomUUID()}`;
    await this.tmux('load-buffer', '-b', buffer, file);
    await this.tmux('paste-buffer', '-d', '-p', '-r', '-b', buffer, '-t', this.id);
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.tmux('resize-window', '-t', this.id, '-x', `${columns}`, '-y', `${rows}`);
  }

  /** The screen's text; with `history`, also what has scrolled away. Broken lines are joined. */
  screen({ history = false } = {}): Promise<string> {
    return this.tmux('capture-pane', '-t', this.id, '-p', '-J', ...(history ? ['-S', '-'] : []));
  }

  show(format: string): Promise<string> {
    return this.tmux('display-message', '-p', '-t', this.id, format);
  }

  /** Waits until the screen (blanks at line ends aside) holds a text or matches, and gives it. */
  async sees(wanted: string | RegExp): Promise<string> {
    let screen = '';
    await waitUntil(async () => {
      screen = (await this.screen()).replace(/ +$/gm, '');
      return typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen);
    }, { what: `${wanted} on the screen` }).catch((error: unknown) => { throw new Error(`${String(error)}\n${screen}`); });
    return screen;
  }

  async titled(title: string): Promise<void> {
    await waitUntil(async () => (await this.show('#{pane_title}')) === title, { what: `the title "${title}"` });
  }

  /** Waits for the program's end and gives its exit code. */
  async ended(): Promise<number> {
    return Number(await waitUntil(async () => {
      const [dead, status] = (await this.show('#{pane_dead} #{pane_dead_status}')).split(' ');
      // tmux 3.3a may miss SIGCHLD and then knows the status only when another of its children ends.
      if (dead === '1' && status === '') await this.tmux('run-shell', 'true');
      return status;
    }, { what: `the end of ${this.id}` }));
  }
}

/** The one process that a process has started. */
export function childOf(pid: string): Promise<string> {
  return waitUntil(async () => (await processes()).find((one) => one.parent === pid)?.pid, { what: `a child of ${pid}` });
}

/** Waits for the end of processes. One that has ended but that nobody has buried yet counts as ended. */
export async function gone(...pids: readonly string[]): Promise<void> {
  const alive = async () => (await processes()).filter((one) => pids.includes(one.pid));
  await waitUntil(async () => (await alive()).length === 0, { what: `the end of ${pids.join(' and ')}` });
}

async function processes(): Promise<readonly { readonly pid: string; readonly parent: string }[]> {
  const { stdout } = await execute('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  const rows = stdout.trim().split('\n').map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([pid = '', parent = '', status = '']) => (status.startsWith('Z') ? [] : [{ pid, parent }]));
}

/** A session's rows as its file holds them now. */
export async function rowsIn(file: string): Promise<readonly WrittenRow[]> {
  return readSession(await readFile(file, 'utf8')).rows;
}
