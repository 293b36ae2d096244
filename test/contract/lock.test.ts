import { expect, test } from 'vitest';
import type { Clock } from '../../src/host/clock.ts';
import { takeLock, type LockHolder } from '../../src/host/lock.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

/** Time passes only while somebody waits; `ended` is called with what has passed by then. */
function passing(ended: (now: number) => void = () => undefined): Clock {
  let now = 0;
  return { now: () => now, wait: async (milliseconds) => ended((now += milliseconds)) };
}

async function contended(timeoutMs: number, heldForMs: number): Promise<{ readonly isTaken: boolean; readonly told: readonly (LockHolder | undefined)[] }> {
  const told: (LockHolder | undefined)[] = [];
  const request = { stateDirectory: await temporaryDirectory(), name: 'shop', timeoutMs, onWait: (holder: LockHolder | undefined) => void told.push(holder) };
  const held = await takeLock({ ...request, command: 'coders supervisor' }, passing());
  const lock = await takeLock({ ...request, command: 'coders apply' }, passing((now) => now >= heldForMs && held?.release()));
  held?.release();
  lock?.release();
  return { isTaken: lock !== undefined, told };
}

test('a look of the supervisor\'s is waited for without a word', async () => {
  expect(await contended(30_000, 500)).toEqual({ isTaken: true, told: [] });
});

test('who holds it longer is told of, once; and at once where nobody waits', async () => {
  const holder = { pid: process.pid, command: 'coders supervisor', since: 0 };
  expect(await contended(30_000, 20_000)).toEqual({ isTaken: true, told: [holder] });
  expect(await contended(5_000, 20_000)).toEqual({ isTaken: false, told: [holder] });
  expect(await contended(0, 20_000)).toEqual({ isTaken: false, told: [holder] });
});
