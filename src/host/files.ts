import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
  const star = pattern.indexOf('/*/');
  if (star < 0) return kind(pattern) !== undefined;
  const parent = pattern.slice(0, star);
  const rest = pattern.slice(star + 3);
  const names = unlessAbsent(() => readdirSync(parent)) ?? [];
  return names.some((name) => existsMatching(join(parent, name, rest)));
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
