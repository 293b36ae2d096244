import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';

/** How a worker ended. */
export interface WorkerEnd {
  /** Null where a signal ended it. */
  readonly exit: number | null;
  readonly lines: readonly string[];
  readonly stderr: string;
}

export interface WorkerWatch {
  /** It is killed once it has printed so many lines. */
  readonly killAfter?: number;
  readonly onLine?: (line: string) => void;
  /** Kills it. */
  readonly signal?: AbortSignal;
}

/** Runs a worker (see worker.ts) to its end. */
export function worker(argv: readonly string[], { killAfter = Infinity, onLine, signal }: WorkerWatch = {}): Promise<WorkerEnd> {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(inject('codersPackage'), 'dist', 'mission-worker.js'), ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  signal?.addEventListener('abort', () => child.kill('SIGKILL'));
  const [lines, errors]: [string[], string[]] = [[], []];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    onLine?.(line);
    if (lines.length === killAfter) child.kill('SIGKILL');
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => errors.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, lines, stderr: errors.join('') }));
  });
}
