import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostError } from './host-error.ts';
import { runGit } from './git/run-git.ts';

/** A folder of our own for a while, with an empty repository in it. */
export interface Scratch {
  readonly directory: string;
  /** An empty git repository below it. */
  readonly repository: string;
  remove(): void;
}

/** Makes one below the system's folder for temporary files. Throws a HostError where none can be made. */
export async function makeScratch(name: string): Promise<Scratch> {
  const directory = inFiles('make a temporary folder', () => realpathSync(mkdtempSync(join(tmpdir(), `coders-${name}-`))));
  const repository = join(directory, 'repository');
  inFiles(`make ${repository}`, () => mkdirSync(repository));
  await runGit(repository, ['init', '--quiet']);
  return { directory, repository, remove: () => inFiles(`remove ${directory}`, () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 })) };
}

/** Makes an empty file. Throws a HostError. */
export function touch(path: string): void {
  inFiles(`write ${path}`, () => writeFileSync(path, ''));
}

function inFiles<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new HostError({ tool: 'files', command: [what], message: `coders can not ${what}: ${words}.`, stderr: '' });
  }
}
