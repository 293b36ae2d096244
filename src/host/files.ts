import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { FileLook, SeenFile } from '../agents/adapter.ts';
import { lookAtRows } from './look-at-rows.ts';

/** Text of a file; undefined when there is none. Throws what the system throws otherwise. */
export function readText(path: string): string | undefined {
  return unlessAbsent(() => readFileSync(path, 'utf8'));
}

export function kind(path: string): 'file' | 'directory' | undefined {
  const stats = unlessAbsent(() => statSync(path));
  return stats === undefined ? undefined : stats.isDirectory() ? 'directory' : 'file';
}

/** An existing path with its symbolic links resolved. */
export function realPath(path: string): string {
  return realpathSync(path);
}

/** Whether a path exists in which `*` may stand for any one name. */
export function existsMatching(pattern: string): boolean {
  return matching(pattern).length > 0;
}

/** The existing paths that a pattern names; `*` stands for any one whole name. `isMeant` is asked of each path that one ends. */
function matching(pattern: string, isMeant: (path: string) => boolean = () => true): string[] {
  const star = /\/\*(?=\/|$)/.exec(pattern)?.index;
  if (star === undefined) return kind(pattern) === undefined ? [] : [pattern];
  const parent = pattern.slice(0, star);
  const rest = pattern.slice(star + 2);
  const paths = (unlessAbsent(() => readdirSync(parent)) ?? []).map((name) => join(parent, name)).filter(isMeant);
  return rest === '' ? paths : paths.flatMap((path) => matching(path + rest, isMeant));
}

/** Whether git could not make a worktree there: anything but an empty directory. */
export function isOccupied(path: string): boolean {
  const what = kind(path);
  return what === 'file' || (what === 'directory' && readdirSync(path).length > 0);
}

function unlessAbsent<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Every file whose path matches. */
export function lookAtAll(look: FileLook): SeenFile[] {
  return matching(look.path, look.only?.path).flatMap((path) => lookAt({ ...look, path }) ?? []);
}

/** The newest file whose path matches, or a part of it. Undefined when there is none. */
export function lookAt(look: FileLook): SeenFile | undefined {
  const newest = newestOf(look);
  if (newest === undefined) return undefined;
  if (look.query !== undefined) return lookAtRows(newest, look.query, look.behind);
  const { tailBytes, behind } = look;
  const { path, stats } = newest;
  const start = behind?.path === path ? behind.bytes : 0;
  const tailStart = tailBytes === undefined ? 0 : stats.size - tailBytes;
  const text = unlessAbsent(() => (tailStart > start ? fromNextLine(readFrom(path, tailStart)) : readFrom(path, start).toString()));
  return text === undefined ? undefined : { text, writtenAt: stats.mtimeMs, end: { path, bytes: stats.size } };
}

function newestOf({ path: pattern, only }: FileLook): { readonly path: string; readonly stats: Stats } | undefined {
  const files = matching(pattern, only?.path).flatMap((path) => {
    const stats = unlessAbsent(() => statSync(path));
    return stats === undefined ? [] : [{ path, stats }];
  });
  files.sort((a, b) => b.stats.mtimeMs - a.stats.mtimeMs);
  return files.find(({ path }) => only === undefined || only.beginning(unlessAbsent(() => readFrom(path, 0, beginningBytes))?.toString() ?? ''));
}

const beginningBytes = 8192;

function fromNextLine(bytes: Buffer): string {
  return bytes.subarray(bytes.indexOf('\n') + 1).toString();
}

function readFrom(path: string, start: number, most = Number.POSITIVE_INFINITY): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(most, Math.max(0, fstatSync(file).size - start)));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
  } finally {
    closeSync(file);
  }
}
