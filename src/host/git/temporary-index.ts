import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lends the path of an index file that does not exist yet and is nobody else's; it is removed afterwards. */
export async function withTemporaryIndex<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'coders-index-'));
  try {
    return await use(join(directory, 'index'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
