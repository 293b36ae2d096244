import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HostError } from './host-error.ts';
import { runGit } from './git/run-git.ts';

/** A folder of our own for a while, with a repository in it. */
export interface Scratch {
  readonly directory: string;
  /** A git repository below it, with one commit and no files: some tools tell less where nothing was ever committed. */
  readonly repository: string;
  remove(): void;
}

/** Makes one below the system's folder for temporary files. Throws a HostError where none can be made. */
export async function makeScratch(name: string): Promise<Scratch> {
  const directory = makeFolder(name);
  const repository = join(directory, 'repository');
  inFiles(`make ${repository}`, () => mkdirSync(repository));
  await runGit(repository, ['init', '--quiet']);
  await runGit(repository, ['-c', 'user.name=coders', '-c', 'user.email=coders@localhost', '-c', 'commit.gpgSign=false', 'commit', '--quiet', '--allow-empty', '--no-verify', '--message', 'Nothing yet']);
  return { directory, repository, remove: () => removeFolder(directory) };
}

/** Does `work` with an empty folder that is removed afterwards. */
export async function withFolder<Result>(name: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = makeFolder(name);
  try {
    return await work(folder);
  } finally {
    removeFolder(folder);
  }
}

function makeFolder(name: string): string {
  return inFiles('make a temporary folder', () => realpathSync(mkdtempSync(join(tmpdir(), `coders-${name}-`))));
}

function removeFolder(folder: string): void {
  inFiles(`remove ${folder}`, () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

/** Writes a text, and makes the folders above it. Throws a HostError. */
export function writeText(path: string, text: string): void {
  inFiles(`write ${path}`, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
}

/** Makes an empty file. Throws a HostError. */
export function touch(path: string): void {
  inFiles(`write ${path}`, () => writeFileSync(path, ''));
}

/** Does work on files. Throws a HostError that says what could not be done, and why. */
export function inFiles<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new HostError({ tool: 'files', command: [what], message: `coders can not ${what}: ${words}.`, stderr: '' });
  }
}
