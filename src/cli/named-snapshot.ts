import { join, resolve } from 'node:path';
import { kind } from '../host/files.ts';
import { snapshotFiles, type SnapshotFile } from '../host/snapshot-files.ts';
import type { Snapshot } from '../snapshot/document.ts';
import { readSnapshot } from '../snapshot/read.ts';
import { nearest } from '../util/suggest.ts';
import { UsageError, type Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';

/** The snapshot that a person means: a file, an id, the newest of a team, or the newest where there are those of one team only. Throws a UsageError. */
export async function snapshotNamed(named: string | undefined, invocation: Invocation): Promise<Snapshot> {
  const { directory, environment, packageDirectory } = invocation;
  const files = snapshotFiles(stateDirectoryOf(environment));
  const path = known(named, files)?.path ?? (named !== undefined && kind(resolve(directory, named)) === 'file' ? resolve(directory, named) : undefined);
  if (path === undefined) throw unknown(named, files);
  const read = await readSnapshot(path, join(packageDirectory, 'schemas'));
  if ('problem' in read) throw new UsageError(read.problem, 'Name a file that coders snapshot wrote, or see coders snapshots.');
  return read.snapshot;
}

/** Newest first. */
function known(named: string | undefined, files: readonly SnapshotFile[]): SnapshotFile | undefined {
  if (named !== undefined) return files.find(({ id, team }) => id === named || team === named);
  const [newest] = files;
  return files.every(({ team }) => team === newest?.team) ? newest : undefined;
}

function unknown(named: string | undefined, files: readonly SnapshotFile[]): UsageError {
  const teams = [...new Set(files.map(({ team }) => team))];
  if (files.length === 0) return new UsageError(named === undefined ? 'There is no snapshot.' : `There is no snapshot and no file "${named}".`, 'Name a file, or take a snapshot with coders snapshot.');
  if (named === undefined) return new UsageError(`There are snapshots of several teams: ${teams.join(', ')}.`, `Name the team: coders restore ${teams[0]}`);
  const meant = nearest(named, [...teams, ...files.map(({ id }) => id)]);
  return new UsageError(`There is no snapshot and no file "${named}".`, meant === undefined ? 'coders snapshots lists them.' : `Did you mean ${meant}?`);
}
