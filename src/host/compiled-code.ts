import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

/**
 * A program of one file, `(function (…) {…})`, compiled. Compiling takes longer than all else that a command does, so what V8
 * made of it is kept and given back to V8, which takes it only with the same version and flags. A place is one file for one
 * content of the program: V8 compares no more than its length. Gives the function.
 */
export function compiled(program: string, places: readonly string[]): (...values: readonly unknown[]) => unknown {
  const kept = places.map(readOwn).find((one) => one !== undefined);
  const script = new Script(readFileSync(program, 'latin1'), { filename: pathToFileURL(program).href, ...(kept === undefined ? {} : { cachedData: kept }) });
  // At the end it holds also the functions that this command needed.
  if (kept === undefined || script.cachedDataRejected === true) process.once('exit', () => keep(script.createCachedData(), places));
  return script.runInThisContext() as (...values: readonly unknown[]) => unknown;
}

/** What is run must be one's own: nobody else may have been able to write it. */
function readOwn(path: string): Buffer | undefined {
  try {
    const { uid, mode } = statSync(path);
    const isOwn = (uid === process.getuid?.() || uid === 0) && (mode & 0o022) === 0;
    return isOwn ? readFileSync(path) : undefined;
  } catch {
    return undefined; // not there, or not readable: the program is compiled anew
  }
}

/** In the first place that takes it, whole or not at all. Without one all goes on as well, only slower. */
function keep(code: Buffer, places: readonly string[]): void {
  places.some((place) => {
    const unfinished = `${place}.${process.pid}`;
    try {
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      writeFileSync(unfinished, code, { mode: 0o600 });
      chmodSync(unfinished, 0o644); // also under a strict umask: whoever may run the program may use it
      renameSync(unfinished, place);
      return true;
    } catch {
      if (existsSync(unfinished)) rmSync(unfinished);
      return false;
    }
  });
}
