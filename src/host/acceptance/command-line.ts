import { spawn, type ChildProcess } from 'node:child_process';
import { endGroup } from './process-group.ts';
import type { OutputTail } from './output-tail.ts';

/** How a command line ended. `stopped` is by us, at the signal. */
export type LineEnd =
  | { readonly how: 'exited'; readonly exitCode: number }
  | { readonly how: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly how: 'stopped' }
  | { readonly how: 'not started'; readonly because: string };

export interface Setting {
  readonly directory: string;
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the command line, and all that it started. */
  readonly signal: AbortSignal;
  /** Takes all that is printed, in the order in which it is. */
  readonly output: OutputTail;
}

/** One pipe for both: read from two, what was printed last could come first. The program takes the place of the shell, which reads none of its words. */
const bothToOne = 'exec "$@" 2>&1';
/** How long output is waited for that something outside of the group may still hold the pipe of. */
const lastWordsMs = 500;

/** Runs a command line in a shell, in a process group of its own, to its end. What it leaves running ends with it. */
export function runLine(line: string, setting: Setting): Promise<LineEnd> {
  return runWords(['/bin/sh', '-c', line], setting);
}

/** The same for a program and its arguments. */
export async function runWords(words: readonly string[], { directory, environment, signal, output }: Setting): Promise<LineEnd> {
  if (signal.aborted) return { how: 'stopped' };
  const shell = start(words, directory, environment);
  if ('how' in shell) return shell;
  shell.stdout?.on('data', (piece: Buffer) => output.add(piece));
  const ended = endOf(shell);
  const closed = new Promise<void>((resolve) => void shell.once('close', () => resolve()));
  const leader = shell.pid;
  if (leader === undefined) return ended;
  const stop = (): void => void endGroup(leader);
  signal.addEventListener('abort', stop);
  const end = await ended;
  await endGroup(leader);
  signal.removeEventListener('abort', stop);
  await lastWords(shell, closed);
  return signal.aborted ? { how: 'stopped' } : end;
}

function start(words: readonly string[], cwd: string, env: Setting['environment']): ChildProcess | LineEnd {
  try {
    return spawn('/bin/sh', ['-c', bothToOne, 'sh', ...words], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return notStarted(error); // the system may refuse at once, as with too long an argument
  }
}

function endOf(shell: ChildProcess): Promise<LineEnd> {
  return new Promise((resolve) => {
    shell.once('error', (error) => resolve(notStarted(error)));
    shell.once('exit', (exitCode, signal) => resolve(signal === null ? { how: 'exited', exitCode: exitCode ?? 0 } : { how: 'killed', signal }));
  });
}

function notStarted(error: unknown): LineEnd {
  return { how: 'not started', because: error instanceof Error ? error.message : String(error) };
}

/** What left the group may keep the pipe open for ever. */
async function lastWords(shell: ChildProcess, closed: Promise<void>): Promise<void> {
  const timer = setTimeout(() => shell.stdout?.destroy(), lastWordsMs);
  await closed;
  clearTimeout(timer);
}
