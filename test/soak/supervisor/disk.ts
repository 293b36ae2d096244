import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atEndOfFile } from '../../rig/end-of-file.ts';
import type { TestTeam } from '../../rig/team.ts';

const execute = promisify(execFile);
const mounted: { readonly team: TestTeam; readonly keeper: ChildProcess }[] = [];

// Before the directories are removed, and after all that has files open there has ended.
atEndOfFile(async () => {
  for (const { team, keeper } of mounted.splice(0)) {
    await team.end();
    const unmounted = once(keeper, 'exit');
    keeper.stdin!.end();
    await unmounted;
  }
});

/** A disk that can be filled to its last byte. */
export interface SmallDisk {
  fill(): void;
  free(): void;
}

const size = '48m';

/** Puts the team's state on a file system of its own; undefined, and said loudly, where that is not allowed. */
export async function smallDisk(team: TestTeam): Promise<SmallDisk | undefined> {
  const path = team.stateDirectory;
  await mkdir(path, { recursive: true, mode: 0o700 });
  try {
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', path]);
  } catch (error) {
    console.warn(`SKIPPED: no disk was filled. Mounting a small one takes Linux, and the rights of root: ${String(error)}`);
    return undefined;
  }
  mounted.push({ team, keeper: unmountedAfterUs(path) });
  const ballast = join(path, 'ballast');
  return { fill: () => fill(ballast), free: () => existsSync(ballast) && rmSync(ballast) };
}

/** Also where the tests are killed: their end of the pipe closes with them. */
function unmountedAfterUs(path: string): ChildProcess {
  return spawn('sh', ['-c', 'cat > /dev/null; umount --lazy "$1"', 'sh', path], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
}

/** In ever smaller pieces, until not one byte more fits. */
function fill(file: string): void {
  const descriptor = openSync(file, 'a');
  try {
    for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) while (hasWritten(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

function hasWritten(descriptor: number, bytes: number): boolean {
  try {
    return writeSync(descriptor, Buffer.alloc(bytes)) === bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
