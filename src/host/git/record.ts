import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readLine, unlessAbsent } from './paths.ts';

/**
 * Git's own directory for one linked worktree, `<common>/worktrees/<id>`: its HEAD, index and reflog. Found from this
 * side, because it is also wanted when the worktree's directory is gone. Undefined when git has no record of `path`.
 */
export async function recordDirectory(commonDirectory: string, path: string): Promise<string | undefined> {
  const parent = join(commonDirectory, 'worktrees');
  const names = (await unlessAbsent(() => readdir(parent))) ?? [];
  for (const name of names) {
    const link = await readLine(join(parent, name, 'gitdir'));
    if (link !== undefined && dirname(resolve(parent, name, link)) === path) return join(parent, name);
  }
  return undefined;
}

/**
 * The last commit a worktree was on, from its own HEAD reflog. Survives the removal of its branch and of its
 * directory; undefined where no reflog is kept.
 */
export async function lastCommit(record: string): Promise<string | undefined> {
  const log = (await readLine(join(record, 'logs', 'HEAD'))) ?? '';
  const ids = log.split('\n').flatMap((line) => /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) /.exec(line)?.slice(1) ?? []);
  return ids.findLast((id) => !/^0+$/.test(id));
}
