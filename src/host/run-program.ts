import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { tellGroup } from './tell-group.ts';

export interface ProgramOptions {
  readonly cwd?: string | undefined;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it reads; nothing when absent. */
  readonly input?: string | undefined;
  /** When it is killed, in milliseconds; never when absent. */
  readonly timeoutMs?: number | undefined;
  /** What it has started then ends with it. */
  readonly wholeGroup?: true | undefined;
}

/** How a program ended: with an exit code, by a signal, or never started. */
export type Ended = { readonly stdout: string; readonly stderr: string } & (
  | { readonly how: 'exited'; readonly exitCode: number }
  | { readonly how: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly how: 'not started'; readonly error: NodeJS.ErrnoException }
);

/** Runs a program to its end, whatever end that is. By Node's own means: the usual library for it takes 20 ms to load. */
export function runProgram(program: string, argv: readonly string[], { cwd, env, input, timeoutMs, wholeGroup }: ProgramOptions): Promise<Ended> {
  return new Promise((resolve) => {
    try {
      const child = spawn(program, argv, { cwd, env, detached: wholeGroup ?? false, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
      const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
      child.stdin?.on('error', () => undefined); // a program need not read to the end: how it ends says more
      child.stdin?.end(input);
      // Node's own timeout would hold up the end of this process where the program could not be started.
      const deadline = timeoutMs === undefined ? undefined : setTimeout(() => end(child, wholeGroup), timeoutMs);
      child.on('error', (error) => {
        clearTimeout(deadline);
        resolve({ how: 'not started', error, stdout: '', stderr: '' });
      });
      child.on('exit', (_, signal) => {
        clearTimeout(deadline);
        if (signal !== null) letGo(child.stdout, child.stderr);
      });
      child.on('close', (exitCode, signal) => {
        const said = { stdout: stdout(), stderr: stderr() };
        resolve(signal === null ? { how: 'exited', exitCode: exitCode ?? 0, ...said } : { how: 'killed', signal, ...said });
      });
    } catch (thrown) {
      // The system may refuse at once, as with too long an argument list.
      resolve({ how: 'not started', error: thrown as NodeJS.ErrnoException, stdout: '', stderr: '' });
    }
  });
}

/** What leads a group may have locks to remove. */
const graceMs = 1000;

function end(child: ChildProcess, wholeGroup: true | undefined): void {
  const { pid } = child;
  if (wholeGroup === undefined || pid === undefined) return void child.kill('SIGKILL');
  tellGroup(pid, 'SIGTERM');
  setTimeout(() => tellGroup(pid, 'SIGKILL'), graceMs);
}

const lastWordsMs = 500;

/** A program that was killed may have given the ends of its pipes to another one, which keeps them open. */
function letGo(...streams: readonly (Readable | null)[]): void {
  setTimeout(() => streams.forEach((stream) => stream?.destroy()), lastWordsMs).unref();
}

/** Gathers what a stream says; the function returned gives all of it so far. */
function textOf(stream: Readable | null): () => string {
  const pieces: string[] = [];
  stream?.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
  return () => pieces.join('');
}
