import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from './surroundings.ts';

/** Runs a program to its end and fails loudly when it fails: a run that did not do its work is no figure. */
export function run(argv: readonly string[], { env, directory }: Pick<Surroundings, 'env' | 'directory'>): string {
  // To a file and not a pipe: a server left running by the program would keep a pipe open.
  const file = join(directory, 'output');
  const output = openSync(file, 'w');
  const { status, signal, error } = spawnSync(argv[0]!, argv.slice(1), { cwd: directory, env, stdio: ['ignore', output, output], timeout: 120_000 });
  closeSync(output);
  const said = readFileSync(file, 'utf8');
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status ?? signal}:\n${said}`);
  return said;
}

/** What a program prints first when asked for its version; undefined when it is not installed. */
export function versionOf(argv: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const { status, stdout } = spawnSync(argv[0]!, argv.slice(1), { env, encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n')[0] : undefined;
}
