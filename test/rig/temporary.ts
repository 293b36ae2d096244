import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEndOfFile } from './end-of-file.ts';

const made: string[] = [];

// Registered when a test file imports this module, so it runs after all of that file's own hooks.
atEndOfFile(async () => {
  for (const directory of made.splice(0)) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** A new empty directory (its real path, symbolic links resolved), removed after the test file. `name` may hold any bytes a path can. */
export async function temporaryDirectory(name = ''): Promise<string> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), `coders-${name}`)));
  made.push(directory);
  return directory;
}
