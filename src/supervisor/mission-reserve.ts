import type { Host } from '../host/host.ts';
import { reserved } from '../missions/elsewhere.ts';
import type { MissionSeat } from '../missions/seat.ts';
import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import { remoteSeats } from './remote-seats.ts';
import type { TeamShare } from './team-share.ts';

/** Which missions are this host's to give out, of those that others could as well. */
export interface SharedLook {
  readonly host: string;
  readonly lostHosts: ReadonlyMap<string, number>;
  /** It is agreed on that this host gives them out. */
  readonly agreed: ReadonlySet<Address>;
  /** Some come to be ready only now: that is to be agreed on first. */
  readonly isAhead: boolean;
}

/** What is agreed on of the missions that this host would give out. */
export function agreement(ours: readonly MissionRecord[], given: readonly MissionRecord[], open: readonly MissionRecord[]): Pick<SharedLook, 'agreed' | 'isAhead'> {
  const unready = new Set(open.filter(({ state }) => state.state !== 'ready').map(({ mission: { address } }) => address));
  return { agreed: new Set(ours.map(({ mission: { address } }) => address)), isAhead: given.some(({ mission: { address } }) => unready.has(address)) };
}

/** The members of all hosts, and whose missions are whose, before anything is reserved. */
export function sharedLook(share: TeamShare | undefined, { clock }: Host, seats: readonly MissionSeat[]): { readonly seats: readonly MissionSeat[]; readonly share?: SharedLook } {
  if (share === undefined) return { seats };
  const { sharing, lostHosts } = share;
  return { seats: [...seats, ...remoteSeats(sharing, lostHosts, clock.now())], share: { host: sharing.host, lostHosts, agreed: new Set(), isAhead: false } };
}

/** Those that all hosts agree are given out by this one: another may have been first. */
export async function reserve(given: readonly MissionRecord[], share: TeamShare, { store }: Host): Promise<readonly MissionRecord[]> {
  const { team, sharing: { host } } = share;
  for (const { mission: { address } } of given) store.missions.change(team, address, (record) => reserved(record, host));
  if (!(await share.sync())) return [];
  const pending = store.replica.pendingAddresses(team);
  return given.filter(({ mission: { address } }) => {
    const state = store.missions.find(team, address)?.state;
    return state?.state === 'ready' && state.reservedBy === host && !pending.has(address);
  });
}
