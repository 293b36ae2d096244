import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { temporaryDirectory } from '../../rig/temporary.ts';

/** A PATH with all that this machine's has but some programs. */
export async function pathWithout(...missing: readonly string[]): Promise<string> {
  const folder = await temporaryDirectory('path-');
  for (const directory of (process.env['PATH'] ?? '').split(delimiter).reverse()) {
    const names = await readdir(directory).catch(() => []); // PATH may name what does not exist
    for (const name of names) if (!missing.includes(name)) await symlink(join(directory, name), join(folder, name)).catch(() => undefined); // one of that name is enough
  }
  return folder;
}

/** A PATH on which a program is a script of ours; the real ones stand behind it. */
export async function pathWith(name: string, script: string): Promise<string> {
  const folder = join(await temporaryDirectory('path-'), 'bin');
  await mkdir(folder);
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
  return `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
}
