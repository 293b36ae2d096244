import { readdir, rm } from 'node:fs/promises';
import { systemClock } from '../clock.ts';
import { listWorktrees, unfinished, type ListedWorktree } from './list-worktrees.ts';
import { commonDirectory } from './locate.ts';
import { namesIn, unlessAbsent } from './paths.ts';
import { recordDirectory } from './record.ts';
import { refusal, runGit } from './run-git.ts';
import { withTemporaryIndex } from './temporary-index.ts';

const lookEveryMs = 100;
const abandonedAfterMs = 2_000;

/**
 * What git lists at `path` once nobody is at work there. A runner that is killed leaves its `git worktree add`
 * running: as long as files arrive, it lives. Still `unfinished` in the end means that it was killed as well.
 */
export async function settled(repository: string, path: string): Promise<ListedWorktree | undefined> {
  let [files, quietMs] = [-1, 0];
  for (;;) {
    const listed = (await listWorktrees(repository)).find((worktree) => worktree.path === path);
    if (listed?.locked !== unfinished || quietMs >= abandonedAfterMs) return listed;
    const found = (await unlessAbsent(() => readdir(path, { recursive: true })))?.length ?? 0;
    quietMs = found === files ? quietMs + lookEveryMs : 0;
    files = found;
    await systemClock.wait(lookEveryMs);
  }
}

/** Removes a checkout that git never finished, and git's record of it. Nobody was ever handed it; a file in it that is not of its commit stays, and is named. */
export async function scrapUnfinished(repository: string, worktree: ListedWorktree): Promise<void> {
  const { path } = worktree;
  const strange = await strangeFiles(repository, worktree);
  if (strange.length > 0) {
    throw refusal(['worktree', 'remove', path], `The checkout at ${path} was never finished, and holds ${strange.slice(0, 3).join(', ')}, which git did not put there.`,
      `Move it away, then try again.`);
  }
  const record = await recordDirectory(await commonDirectory(repository), path);
  await rm(path, { recursive: true, force: true });
  if (record !== undefined) await rm(record, { recursive: true, force: true });
}

async function strangeFiles(repository: string, { path, head }: ListedWorktree): Promise<readonly string[]> {
  const names = ((await namesIn(path)) ?? []).filter((name) => name !== '.git');
  if (names.length === 0 || head === undefined) return names;
  const common = await commonDirectory(repository);
  return withTemporaryIndex(async (file) => {
    const env = { GIT_DIR: common, GIT_WORK_TREE: path, GIT_INDEX_FILE: file };
    await runGit(path, ['read-tree', head], { env });
    const { stdout } = await runGit(path, ['ls-files', '--others', '-z'], { env });
    return stdout.split('\0').filter((name) => name !== '');
  });
}
