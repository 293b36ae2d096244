import { spawn, type ChildProcess } from 'node:child_process';

/** How a program ended. `output` is both its streams in the order in which they came. */
export interface Ended {
  /** Absent when a signal ended it. */
  readonly code?: number;
  readonly signal?: string;
  readonly output: string;
}

/** The program can not be started at all. */
export class StartFailure extends Error {}

/** Where a program runs, and for how long. */
export interface Surroundings {
  readonly directory: string;
  /** Ends the program: asked first, forced when it does not listen. */
  readonly signal: AbortSignal;
}

const patienceMs = 2000;
const keptCharacters = 64 * 1024;

/**
 * Runs a program without a shell and without input, and waits for its end. Rejects with `StartFailure` where it can not be started.
 * It stays in the agent's own process group, so the kernel hangs it up together with the terminal even if the agent is killed.
 */
export function runProgram(argv: readonly [string, ...string[]], { directory, signal }: Surroundings): Promise<Ended> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const [program, ...rest] = argv;
    const child = spawn(program, rest, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = collect(child);
    const release = endWith(child, signal);
    child.once('error', (error) => { release(); reject(new StartFailure(`"${program}" can not be started in ${directory}: ${error.message}.`)); });
    child.once('close', (code, killer) => {
      release();
      resolve({ output: output(), ...(code === null ? {} : { code }), ...(killer === null ? {} : { signal: killer }) });
    });
  });
}

/**
 * Runs a program on this terminal, as a shell would: in a process group of its own, in front. Ends with its exit code.
 * Nothing ends it from here: what hangs up the terminal hangs it up, too.
 */
export function runInFront(argv: readonly string[], directory: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', 'set -m; "$@"', 'sh', ...argv], { cwd: directory, stdio: 'inherit' });
    child.once('error', (error) => reject(new StartFailure(`"${argv[0] ?? ''}" can not be started in ${directory}: ${error.message}.`)));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let output = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => { output = (output + text).slice(-keptCharacters); });
  }
  return () => output;
}

/** Ties the child's life to the signal and to this process; returns what unties them. */
function endWith(child: ChildProcess, signal: AbortSignal): () => void {
  const force = () => { child.kill('SIGKILL'); };
  const end = () => {
    child.kill('SIGTERM');
    setTimeout(force, patienceMs).unref();
    // Whatever it started may hold the pipes open for ever; they are not waited for.
    stopReading(child);
  };
  signal.addEventListener('abort', end, { once: true });
  process.once('exit', force);
  return () => {
    signal.removeEventListener('abort', end);
    process.removeListener('exit', force);
  };
}

function stopReading({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}
