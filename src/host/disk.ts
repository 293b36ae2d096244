import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { kind } from './files.ts';

/** The disk that a path is on, or would be. */
export interface Disk {
  /** The path itself, or the nearest above it that exists. */
  readonly existing: string;
  /** Whether files can be made in it. */
  readonly isWritable: boolean;
  readonly freeBytes: number;
}

export function diskOf(path: string): Disk {
  const existing = nearestExisting(path);
  const { bavail, bsize } = statfsSync(existing);
  return { existing, isWritable: kind(existing) === 'directory' && isWritable(existing), freeBytes: bavail * bsize };
}

function nearestExisting(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    if (kind(folder) !== undefined || dirname(folder) === folder) return folder;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
