import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, platform } from 'node:os';
import { join } from 'node:path';
import { kind } from './files.ts';
import { storeFailure } from './store/failure.ts';
import { unfinishedSuffix, writeAtomically } from './write-atomically.ts';

/** A snapshot in the state directory, as its name tells. */
export interface SnapshotFile {
  /** Its name for people: `shop-20260314T010203004Z`. */
  readonly id: string;
  readonly team: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly path: string;
}

/** Which machine this is. */
export function machine(): { readonly hostname: string; readonly platform: string } {
  return { hostname: hostname(), platform: platform() };
}

/** A free name for a snapshot of a team that is taken now. */
export function newSnapshotFile(stateDirectory: string, team: string, at: number): SnapshotFile {
  const id = `${team}-${stampOf(at)}`;
  const path = join(folderIn(stateDirectory), `snapshot-${id}.json`);
  return kind(path) === undefined ? { id, team, at, path } : newSnapshotFile(stateDirectory, team, at + 1);
}

export function writeSnapshotFile({ path }: SnapshotFile, text: string): void {
  writeAtomically(path, text);
}

/** Every snapshot in the state directory, the newest first. Throws a HostError. */
export function snapshotFiles(stateDirectory: string): readonly SnapshotFile[] {
  const files = namesIn(folderIn(stateDirectory)).flatMap((name) => fileNamed(name, stateDirectory));
  return files.sort((a, b) => b.at - a.at);
}

/** What writers left that were killed before a time, as paths. Throws a HostError. */
export function unfinishedSnapshots(stateDirectory: string, before: number): readonly string[] {
  const folder = folderIn(stateDirectory);
  const paths = namesIn(folder).filter((name) => name.endsWith(unfinishedSuffix)).map((name) => join(folder, name));
  return paths.filter((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? before) < before);
}

export function removeSnapshotFile(path: string): void {
  storeFailure(path, () => rmSync(path, { force: true }));
}

function folderIn(stateDirectory: string): string {
  return join(stateDirectory, 'snapshots');
}

function namesIn(folder: string): readonly string[] {
  return storeFailure(folder, () => (kind(folder) === undefined ? [] : readdirSync(folder)));
}

/** ISO 8601 without what file names do not like. */
function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/[-:.]/g, '');
}

const named = /^snapshot-((.+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z)\.json$/;

function fileNamed(name: string, stateDirectory: string): SnapshotFile[] {
  const [, id, team, year, month, day, hour, minute, second, milliseconds] = named.exec(name) ?? [];
  if (id === undefined || team === undefined) return [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Number(milliseconds));
  return [{ id, team, at, path: join(folderIn(stateDirectory), name) }];
}
