import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Launch } from '../../src/agents/adapter.ts';
import { temporaryDirectory } from './temporary.ts';
import { waitUntil } from './wait-until.ts';

const run = promisify(execFile);

/** One agent, alone in a tmux server of its own. */
export interface AgentTerminal {
  /** The agent's own process. */
  readonly pid: number;
  title(): Promise<string>;
  /** What a person would see: for a failure's sentence. */
  screen(): Promise<string>;
  /** The visible lines, with their styles as escape sequences. */
  styledScreen(): Promise<readonly string[]>;
  /** Presses keys by their tmux names. */
  press(...keys: readonly string[]): Promise<void>;
  /** Pastes a text in brackets, where the agent asks for them, and presses nothing. */
  paste(text: string): Promise<void>;
  /** Ends the agent at once, as a machine that loses power does. */
  kill(): Promise<void>;
  /** Closes the window under the agent, as a person does. */
  close(): Promise<void>;
}

export interface AgentPlace {
  readonly directory: string;
  /** All that the agent inherits, before the launch sets and unsets its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** 120 by 40 unless said. */
  readonly size?: TerminalSize;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Starts exactly what the adapter says in a real terminal, with no shell left between tmux and the agent. */
export async function agentTerminal(launch: Launch, place: AgentPlace): Promise<AgentTerminal> {
  const folder = await temporaryDirectory('terminal-');
  const tmux = async (...argv: string[]): Promise<string> => {
    const answer = await run('tmux', ['-S', join(folder, 'tmux'), '-f', '/dev/null', ...argv], { env: place.environment });
    return answer.stdout.trimEnd();
  };
  const { columns, rows } = place.size ?? { columns: 120, rows: 40 };
  const launcher = join(folder, 'launch.sh');
  await writeFile(launcher, scriptOf(launch));
  await tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', place.directory, '/bin/sh', launcher, ';', 'set-option', '-g', 'remain-on-exit', 'on');
  const pid = Number(await tmux('display-message', '-p', '#{pane_pid}'));
  return {
    pid,
    title: () => tmux('display-message', '-p', '#{pane_title}'),
    screen: () => tmux('capture-pane', '-p'),
    styledScreen: async () => (await tmux('capture-pane', '-e', '-p')).split('\n'),
    async press(...keys) {
      await tmux('send-keys', ...keys);
    },
    async paste(text) {
      await writeFile(join(folder, 'paste'), text);
      await tmux('load-buffer', join(folder, 'paste'), ';', 'paste-buffer', '-p', '-r', '-d');
    },
    async kill() {
      process.kill(pid, 'SIGKILL');
      await waitUntil(async () => (await tmux('display-message', '-p', '#{pane_dead}')) === '1', { what: 'the killed agent to be gone' });
      await tmux('kill-server');
    },
    async close() {
      await tmux('kill-server');
      await waitUntil(() => !isAlive(pid), { what: 'the agent to end after its window' });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// A script, because tmux takes no more than 16 KiB from its command line, and because unset variables stay unset.
function scriptOf({ argv, env, unset }: Launch): string {
  const assignments = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return [...unset.map((name) => `unset ${name}`), ...assignments, `exec ${argv.map(quoted).join(' ')}`, ''].join('\n');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
