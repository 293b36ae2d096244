import { closeSync, constants, fstatSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { storeFailure } from './store/failure.ts';

/**
 * Makes the folder of a launch's own, with what its tool's hooks need in it, and removes those of the launches before,
 * of which nothing is asked any more. Throws a HostError where the folder can not be made.
 */
export function makeSpool(spool: string, files: Readonly<Record<string, string>>): void {
  storeFailure(spool, () => {
    mkdirSync(spool, { recursive: true, mode: 0o700 });
    for (const [path, text] of Object.entries(files)) writeFileSync(path, text, { mode: 0o600 });
    for (const epoch of earlierThan(spool)) rmSync(join(dirname(spool), epoch), { recursive: true, force: true });
  });
}

/** Removes what all launches of a member left, such as the libraries that some programs unpack there. Throws a HostError. */
export function removeSpools(folder: string): void {
  storeFailure(folder, () => rmSync(folder, { recursive: true, force: true }));
}

/** Whether a hook waits at the pipe. To open it does not disturb the hook, which holds both ends itself. */
export function isRead(pipe: string): boolean {
  return atPipe(pipe, () => undefined);
}

export function writeTo(pipe: string, text: string): boolean {
  return atPipe(pipe, (file) => writeSync(file, text));
}

/** The system refuses to open a pipe for writing that nobody reads. */
function atPipe(pipe: string, work: (file: number) => void): boolean {
  try {
    const file = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    try {
      if (fstatSync(file).isFIFO()) work(file);
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if (['ENXIO', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function earlierThan(spool: string): string[] {
  return readdirSync(dirname(spool)).filter((name) => /^\d+$/.test(name) && Number(name) < Number(basename(spool)));
}
