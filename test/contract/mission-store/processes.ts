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

/** Runs a worker (see worker.ts) to its end; killed once it has printed so many lines, where that is said. */
export function worker(argv: readonly string[], killAfter = Infinity): Promise<WorkerEnd> {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(inject('codersPackage'), 'dist', 'mission-worker.js'), ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [lines, errors]: [string[], string[]] = [[], []];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (lines.length === killAfter) child.kill('SIGKILL');
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => errors.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, lines, stderr: errors.join('') }));
  });
}
