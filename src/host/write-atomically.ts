import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { storeFailure } from './store/failure.ts';

/** What a write that was killed leaves beside its file. */
export const unfinishedSuffix = '.unfinished';

/**
 * Writes a file that only its owner can read: all of it or nothing, whenever this process or the machine ends. Throws a
 * HostError where it can not be written.
 */
export function writeAtomically(path: string, text: string): void {
  storeFailure(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${process.pid}${unfinishedSuffix}`;
    try {
      synced(unfinished, 'wx', (file) => writeSync(file, text));
      renameSync(unfinished, path);
    } finally {
      rmSync(unfinished, { force: true }); // still there only where one of the two failed
    }
    synced(dirname(path), 'r', () => undefined);
  });
}

function synced(path: string, flags: string, work: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    work(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
