import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';

/** The path with symbolic links resolved as far as it exists; git lists its worktrees by such paths. */
export async function canonicalPath(path: string): Promise<string> {
  const real = await unlessAbsent(() => realpath(path));
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(await canonicalPath(dirname(path)), basename(path));
}

/**
 * Turns paths as git lists them into paths as the manifest writes them: a repository reached through a symbolic link
 * has its worktrees there too, or nothing would ever match.
 */
export async function asWritten(repository: string): Promise<(path: string) => string> {
  let [written, real] = [repository, await canonicalPath(repository)];
  while (written !== real && basename(written) === basename(real) && dirname(written) !== written) {
    [written, real] = [dirname(written), dirname(real)];
  }
  return (path) => (written !== real && isWithin(path, real) ? join(written, path.slice(real.length)) : path);
}

/** Whether `path` is `directory` or lies somewhere in it. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

export async function exists(path: string): Promise<boolean> {
  return (await unlessAbsent(() => lstat(path))) !== undefined;
}

/** Names in a directory; undefined where there is none. A file counts as a directory that holds itself. */
export async function namesIn(path: string): Promise<readonly string[] | undefined> {
  const stats = await unlessAbsent(() => lstat(path));
  if (stats === undefined) return undefined;
  return stats.isDirectory() ? readdir(path) : [basename(path)];
}

/** Text of a file without its last line end; undefined where there is none. */
export async function readLine(path: string): Promise<string | undefined> {
  return (await unlessAbsent(() => readFile(path, 'utf8')))?.replace(/\r?\n$/, '');
}

/** Runs a look at the file system; undefined when what it looks at is not there. */
export async function unlessAbsent<Result>(look: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await look();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
