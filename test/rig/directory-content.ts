import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file and symbolic link below a directory: kind, executable bit and exact bytes (as latin1) by relative path. `.git` is left out. */
export async function directoryContent(directory: string): Promise<Record<string, string>> {
  const entries = await readdir(directory, { recursive: true });
  const content: Record<string, string> = {};
  for (const path of entries.filter((entry) => entry.split('/')[0] !== '.git').sort()) {
    const stats = await lstat(join(directory, path));
    if (stats.isDirectory()) continue;
    content[path] = stats.isSymbolicLink()
      ? `link ${await readlink(join(directory, path))}`
      : `${stats.mode & 0o100 ? 'program' : 'file'} ${await readFile(join(directory, path), 'latin1')}`;
  }
  return content;
}
