import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The path inside a directory that a text means; undefined where it leads out, also by way of a symbolic link. */
export async function confinedPath(path: string, directory: string): Promise<string | undefined> {
  const real = await destination(resolve(directory, path));
  if (real === undefined) return undefined;
  const within = relative(await realpath(directory), real);
  const leadsOut = within === '' || within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within);
  return leadsOut ? undefined : real;
}

/** Where a path leads once it is made; undefined for a link to something that does not exist, which could be anywhere. */
async function destination(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  if (await isLink(path)) return undefined;
  const parent = await destination(dirname(path));
  return parent === undefined ? undefined : join(parent, basename(path));
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
