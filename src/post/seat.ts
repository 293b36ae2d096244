import { seatIn, type Address } from '../state/address.ts';
import { person, type Correspondent } from '../state/mail.ts';
import type { Seat } from '../manifest/manifest.ts';

/** A member, as far as it matters who writes to whom. */
export interface PostSeat {
  readonly address: Address;
  readonly seat: Seat;
  readonly role: string;
  /** Whom it may write to besides its superior, in place of the usual; see `talks_to` in the manifest. */
  readonly talksTo?: readonly string[];
  /** Text can be given to its program. */
  readonly isReachable: boolean;
}

/** Of `member/storefront/cart` it is `storefront`; the orchestrator, and a person, are in none. */
export function projectOf(who: Correspondent): string | undefined {
  const [project, name] = seatIn(who).split('/');
  return name === undefined ? undefined : project;
}

/** Whom a member reports to: an engineer its PM, else the orchestrator, and where there is none the person. */
export function superiorOf({ address, seat }: PostSeat, seats: readonly PostSeat[]): Correspondent {
  const pm = seat === 'engineer' ? seats.find((one) => one.seat === 'pm' && projectOf(one.address) === projectOf(address)) : undefined;
  const superior = pm ?? (seat === 'orchestrator' ? undefined : seats.find((one) => one.seat === 'orchestrator'));
  return superior?.address ?? person;
}

/** How somebody is called where people and agents read it: `storefront/cart`, or `a person`. */
export function calledBy(who: Correspondent): string {
  return who === person ? 'a person' : seatIn(who);
}
