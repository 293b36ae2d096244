import { nameIn, seatIn, type Address } from '../../state/address.ts';
import { nearest } from '../../util/suggest.ts';

/**
 * Whether somebody who says `cart-api` or `mission/shop/cart-api` means a mission. What both are called is the member: the
 * mission has its address. What neither is called is what it comes nearer to, the members first.
 */
export function meansMission(name: string, members: readonly Address[], missions: readonly Address[]): boolean {
  if (name.startsWith('mission/')) return true;
  if (name.startsWith('member/') || isAmong(name, members)) return false;
  return isAmong(name, missions) || (!isNear(name, members) && isNear(name, missions));
}

function isAmong(name: string, addresses: readonly Address[]): boolean {
  return addresses.some((address) => seatIn(address) === name || nameIn(address) === name);
}

function isNear(name: string, addresses: readonly Address[]): boolean {
  return nearest(name, addresses.map(seatIn)) !== undefined || nearest(nameIn(name), addresses.map(nameIn)) !== undefined;
}
