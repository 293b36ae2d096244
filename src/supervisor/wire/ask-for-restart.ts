import { HostError } from '../../host/host-error.ts';
import { takeLock } from '../../host/lock.ts';
import { carefree } from '../../state/care.ts';
import type { PresentMember } from './present.ts';
import type { WireWorld } from './wire-world.ts';

/** How long a pass may hold the team's lock, in milliseconds: it is asked again with the next heartbeat. */
const patienceMs = 10_000;

/**
 * Keeps that a member is to be started again, with its conversation and also while it works; the next pass does it. Gives why
 * it is not: whom a person has, or who crashed too often, is not started by a machine's word. Throws a HostError where
 * somebody else changes the team for too long.
 */
export async function askForRestart({ address, session, tag: { epoch } }: PresentMember, { part: { team }, host: { store }, around: { clock } }: WireWorld): Promise<string | undefined> {
  const lock = await takeLock({ stateDirectory: store.directory, name: team, command: 'coders supervisor', timeoutMs: patienceMs, onWait: () => undefined }, clock);
  if (lock === undefined) {
    throw new HostError({ tool: 'store', command: ['lock', team], message: `Somebody else has changed team ${team} for ${patienceMs / 1000} seconds.`, stderr: '' });
  }
  try {
    const care = store.cares(team).find((one) => one.address === address) ?? carefree(address);
    if (care.hold !== undefined) return `${session} is held: ${care.hold.because}`;
    if (care.quarantine !== undefined) return `${session} is in quarantine: ${care.quarantine.because}`;
    store.setCare(team, { ...care, restart: { epoch, fresh: false, because: 'a dead letter asked for it', evenIfBusy: true } });
    return undefined;
  } finally {
    lock.release();
  }
}
