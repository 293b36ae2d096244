import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import { openDatabase } from './store/database.ts';
import { storeFailure } from './store/failure.ts';

/** Who changes a team now. */
export interface LockHolder {
  readonly pid: number;
  readonly command: string;
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
}

export interface Lock {
  release(): void;
}

const pollMs = 50;

/** A look of the supervisor's is over sooner, and nothing to talk of: whoever runs an apply by cron would get mail of it. */
const shortMs = 2_000;

export interface LockRequest {
  readonly stateDirectory: string;
  /** What is locked: a team, or a member's input. */
  readonly name: string;
  readonly command: string;
  /** How long to wait for another holder, in milliseconds. */
  readonly timeoutMs: number;
  /** Called once when somebody else has not let go of it soon, and where the time runs out before that. */
  readonly onWait: (holder: LockHolder | undefined) => void;
}

/**
 * One holder at a time. The lock is a transaction on a file of its own: the system drops it when its holder
 * dies, however it dies, so there is nothing stale to clean up. Undefined when the time ran out.
 */
export async function takeLock(request: LockRequest, clock: Clock): Promise<Lock | undefined> {
  const directory = join(request.stateDirectory, 'locks');
  const holderFile = join(directory, `${request.name}.json`);
  const begunAt = clock.now();
  const tryLock = () => storeFailure(directory, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return tryExclusive(join(directory, `${request.name}.lock`));
  });
  let lock = tryLock();
  for (let isTold = false; lock === undefined; lock = tryLock()) {
    const waitedMs = clock.now() - begunAt;
    if (!isTold && waitedMs >= Math.min(shortMs, request.timeoutMs)) {
      isTold = true;
      request.onWait(readHolder(holderFile));
    }
    if (waitedMs >= request.timeoutMs) return undefined;
    await clock.wait(pollMs);
  }
  const holder: LockHolder = { pid: process.pid, command: request.command, since: clock.now() };
  storeFailure(holderFile, () => writeFileSync(holderFile, JSON.stringify(holder)));
  return lock;
}

function tryExclusive(file: string): Lock | undefined {
  const database = openDatabase(file);
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (/locked|busy/i.test(String(error))) return undefined;
    throw error;
  }
}

/** Undefined while the holder has not written it yet. */
function readHolder(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockHolder;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
