import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mergeCheckouts } from '../state/merge-checkout.ts';
import type { Clock } from './clock.ts';
import { kind } from './files.ts';
import { takeLock } from './lock.ts';
import { storeFailure } from './store/failure.ts';

/** The folder of one launch's own, which may be nobody's any more. */
export interface LeftSpool {
  readonly team: string;
  readonly path: string;
  /** When anything in it was written last, in milliseconds since the Unix epoch. */
  readonly writtenAt: number;
}

/** Every folder of a launch in the state directory. Throws a HostError. */
export function spoolsIn(stateDirectory: string): readonly LeftSpool[] {
  const top = join(stateDirectory, 'spools');
  return storeFailure(top, () => foldersIn(top).flatMap((team) =>
    foldersIn(join(top, team)).flatMap((seat) => foldersIn(join(top, team, seat)).map((epoch) => {
      const path = join(top, team, seat, epoch);
      return { team, path, writtenAt: newestIn(path) };
    }))));
}

/** A checkout in which the runner merges, or merged. */
export interface LeftMergeCheckout {
  readonly team: string;
  readonly project: string;
  readonly path: string;
  /** When git changed anything of it last, in milliseconds since the Unix epoch. */
  readonly usedAt: number;
}

/** Every such checkout in the state directory. Throws a HostError. */
export function mergeCheckoutsIn(stateDirectory: string): readonly LeftMergeCheckout[] {
  const top = mergeCheckouts(stateDirectory);
  return storeFailure(top, () => foldersIn(top).flatMap((team) => foldersIn(join(top, team)).map((project) => {
    const path = join(top, team, project);
    return { team, project, path, usedAt: newestOf([path, ...gitFilesOf(path)]) };
  })));
}

/** What git writes whenever it brings a checkout to another commit. */
function gitFilesOf(checkout: string): readonly string[] {
  const link = join(checkout, '.git');
  const folder = kind(link) === 'file' ? /^gitdir: (.*)$/m.exec(readFileSync(link, 'utf8'))?.[1] : undefined;
  return folder === undefined ? [] : ['HEAD', 'index', 'logs/HEAD'].map((name) => resolve(checkout, folder, name));
}

export interface LeftLock {
  /** The team's, or the team's and a member's with `~` between the parts. */
  readonly name: string;
  readonly usedAt: number;
}

/** Every lock file in the state directory, held or not. Throws a HostError. */
export function locksIn(stateDirectory: string): readonly LeftLock[] {
  const folder = join(stateDirectory, 'locks');
  return storeFailure(folder, () => (kind(folder) === undefined ? [] : readdirSync(folder)).filter((name) => name.endsWith('.lock'))
    .map((file) => ({ name: file.slice(0, -'.lock'.length), usedAt: newestIn(folder, file.slice(0, -'.lock'.length)) })));
}

/** Removes a lock that nobody holds, and tells whether that is so. Throws a HostError. */
export async function removeLock(stateDirectory: string, name: string, clock: Clock): Promise<boolean> {
  const lock = await takeLock({ stateDirectory, name, command: 'coders prune', timeoutMs: 0, onWait: () => undefined }, clock);
  if (lock === undefined) return false;
  const path = join(stateDirectory, 'locks', name);
  try {
    storeFailure(path, () => ['json', 'lock'].forEach((ending) => rmSync(`${path}.${ending}`, { force: true })));
  } finally {
    lock.release();
  }
  return true;
}

/** Whether a socket's file stands at a path. */
export function isSocket(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isSocket() === true;
}

function foldersIn(folder: string): readonly string[] {
  if (kind(folder) !== 'directory') return [];
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Of the folder and all in it, or of those files in it whose names begin so. */
function newestIn(folder: string, beginning?: string): number {
  const names = readdirSync(folder, { recursive: beginning === undefined, encoding: 'utf8' }).filter((name) => beginning === undefined || name === `${beginning}.lock` || name === `${beginning}.json`);
  const paths = [...(beginning === undefined ? [folder] : []), ...names.map((name) => join(folder, name))];
  return newestOf(paths);
}

function newestOf(paths: readonly string[]): number {
  return paths.reduce((newest, path) => Math.max(newest, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0), 0);
}
