import { seatIn, type Address } from '../state/address.ts';
import { person, type Correspondent, type Mail } from '../state/mail.ts';
import { nearest } from '../util/suggest.ts';
import { calledBy, projectOf, type PostSeat } from './seat.ts';

/** Whom a name means. */
export type Meant = Pick<Mail, 'to' | 'channel'> | Unmeant;

/** Nobody is meant: why, and what would be valid. */
export interface Unmeant {
  readonly problem: string;
  readonly hint: string;
}

/** Whether a name means more than one. */
export function isChannel(name: string): boolean {
  return name === 'all' || name.startsWith('role:') || name.startsWith('project:');
}

/**
 * Whom somebody means by `cart`, `storefront/cart`, `pm`, `person`, `role:tester`, `project:storefront` or `all`. A member's own
 * project comes first. Of many, the writer is none, nor is who can be given no text.
 */
export function recipientsMeant(name: string, from: Correspondent, seats: readonly PostSeat[]): Meant {
  if (name === person) return { to: [person] };
  if (!isChannel(name)) return oneMeant(name, from, seats);
  const members = seats.filter((seat) => isSelected(seat, name));
  if (members.length === 0) return nobodyIn(name, seats);
  const to = members.filter(({ address, isReachable }) => address !== from && isReachable).map(({ address }) => address);
  return to.length > 0 ? { to, channel: name } : { problem: `${name} means nobody but ${calledBy(members[0]!.address)}, who ${members[0]!.address === from ? 'writes it' : 'can be given no text'}.`, hint: 'Name somebody else.' };
}

/** Whether a member is one of those that `all`, `role:tester`, `project:storefront`, a seat or a name means. `pm` and engineers' names mean those of `home`. */
export function isSelected({ address, role }: PostSeat, selector: string, home?: string): boolean {
  if (selector === 'all') return true;
  if (selector.startsWith('role:')) return role === selector.slice('role:'.length);
  if (selector.startsWith('project:')) return projectOf(address) === selector.slice('project:'.length);
  return address === selector || seatIn(address) === selector || seatIn(address) === `${home}/${selector}`;
}

function oneMeant(name: string, from: Correspondent, seats: readonly PostSeat[]): Meant {
  const addresses = seats.map(({ address }) => address);
  const exact = seats.find((seat) => isSelected(seat, name, projectOf(from)))?.address;
  const byName = addresses.filter((address) => address.endsWith(`/${name}`));
  if (exact === undefined && byName.length > 1) return { problem: `"${name}" may be ${byName.map(seatIn).join(' or ')}.`, hint: 'Name it with its project.' };
  const address = exact ?? byName[0];
  if (address === undefined) return unknown(name, addresses);
  if (address === from) return { problem: 'A message goes to somebody else than who writes it.', hint: 'coders context set keeps what you want to remember.' };
  const isReachable = seats.some((seat) => seat.address === address && seat.isReachable);
  return isReachable ? { to: [address] } : { problem: `${seatIn(address)} runs a program that coders can give no text to.`, hint: 'Name a member whose tool is an agent.' };
}

function unknown(name: string, addresses: readonly Address[]): Unmeant {
  const seats = addresses.map(seatIn);
  const meant = nearest(name, [...seats, person, 'all']) ?? seats.find((seat) => lastPart(seat) === nearest(lastPart(name), seats.map(lastPart)));
  return {
    problem: `The team has no member "${name}".`,
    hint: meant === undefined ? `Write to ${[...new Set(seats)].join(', ')}, person, role:ROLE, project:PROJECT or all.` : `Did you mean ${meant}?`,
  };
}

function lastPart(seat: string): string {
  return seat.slice(seat.lastIndexOf('/') + 1);
}

function nobodyIn(name: string, seats: readonly PostSeat[]): Unmeant {
  const [kind = ''] = name.split(':');
  const known = [...new Set(seats.flatMap(({ address, role }) => (kind === 'role' ? [role] : (projectOf(address) ?? []))))];
  return { problem: `The team has no member in ${name}.`, hint: known.length === 0 ? 'The team has no projects.' : `There are ${known.map((one) => `${kind}:${one}`).join(', ')}.` };
}
