import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import { presentTry } from './tries.ts';
import type { MissionsWorld } from './world.ts';

/** What other hosts have, or are about to give out, by what is agreed on: not what hosts had that are not heard of any more. */
export function elsewhere(records: readonly MissionRecord[], { host, lostHosts }: Pick<MissionsWorld, 'host' | 'lostHosts'>): ReadonlySet<Address> {
  const isTheirs = (one: string | undefined) => one !== undefined && one !== host && lostHosts?.has(one) !== true;
  return new Set(records.filter((record) => isTheirs(hostOf(record))).map(({ mission: { address } }) => address));
}

function hostOf(record: MissionRecord): string | undefined {
  const { state } = record;
  return state.state === 'ready' ? state.reservedBy : presentTry(record)?.host;
}

/** The mission as one that a host is about to give out; the same where it is not to be given out now. */
export function reserved(record: MissionRecord, host: string): MissionRecord {
  return record.state.state === 'ready' ? { ...record, state: { ...record.state, reservedBy: host } } : record;
}

/** The mission as one that a host gives out no more; the same where it was not about to. */
export function unreserved(record: MissionRecord, host: string): MissionRecord {
  const { state } = record;
  if (state.state !== 'ready' || state.reservedBy !== host) return record;
  const { reservedBy: _, ...ready } = state;
  return { ...record, state: ready };
}
