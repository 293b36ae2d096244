import { seatIn, type Address } from '../state/address.ts';
import type { Desired } from '../state/desired.ts';
import { nearest } from '../util/suggest.ts';
import { UsageError } from './command.ts';

/** Throws a UsageError for a name that is no address or seat of the team. A mission is named by its address. */
export function checkAddresses(names: readonly string[], desired: Desired): void {
  const addresses = [...desired.members, ...desired.worktrees].map(({ address }) => address);
  const missions = desired.missions.map(({ address }) => address);
  const checkins = (desired.checkins ?? []).map(({ address }) => address);
  for (const name of names) {
    if (missions.includes(name) || checkins.includes(name)) continue;
    if (name.startsWith('mission/')) throw unknownMission(name, missions);
    if (addresses.includes(name) || addresses.some((address) => seatIn(address) === name)) continue;
    const remote = desired.sharing?.elsewhere.find(({ address }) => seatIn(address) === (/^(member|worktree)\//.test(name) ? seatIn(name) : name));
    if (remote !== undefined) throw new UsageError(`${seatIn(remote.address)} runs on the host ${remote.host}, and nothing is planned for it here.`, `Name it on ${remote.host}.`);
    throw unknownSeat(name, addresses);
  }
}

/** The member that a person means: its address, its seat (`shop/cart`) or, when no other has it, its name (`cart`). */
export function memberNamed(name: string, addresses: readonly Address[]): Address {
  const exact = addresses.find((address) => address === name || seatIn(address) === name);
  if (exact !== undefined) return exact;
  const byName = addresses.filter((address) => address.endsWith(`/${name}`));
  if (byName.length === 1) return byName[0]!;
  if (byName.length > 1) throw new UsageError(`"${name}" may be ${byName.map(seatIn).join(' or ')}.`, 'Name it with its project.');
  throw unknownSeat(name, addresses);
}

function unknownMission(name: string, missions: readonly Address[]): UsageError {
  const meant = nearest(name, missions);
  const known = missions.length === 0 ? 'The manifest has no missions.' : `Its missions are ${missions.join(', ')}.`;
  return new UsageError(`The manifest has no mission "${name}".`, meant === undefined ? known : `Did you mean ${meant}?`);
}

function unknownSeat(name: string, addresses: readonly Address[]): UsageError {
  const seats = [...new Set(addresses.map(seatIn))];
  const meant = nearest(name, seats) ?? nearest(seatIn(name), seats) ?? seats.find((seat) => lastPart(seat) === nearest(lastPart(name), seats.map(lastPart)));
  return new UsageError(`The team has no member "${name}".`, meant === undefined ? `Its members are ${seats.join(', ')}.` : `Did you mean ${meant}?`);
}

function lastPart(seat: string): string {
  return seat.slice(seat.lastIndexOf('/') + 1);
}
