import { quote } from '../diagnostics/words.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { MissionStateName } from '../state/mission.ts';
import type { DeedType } from './deed.ts';

/** A deed that is not done, and why, as full sentences. */
export interface Refused {
  readonly refused: string;
}

/** Whether a deed was refused, rather than done. */
export function isRefused(outcome: object): outcome is Refused {
  return 'refused' in outcome;
}

/** `The mission "storefront/cart-api"`. */
export function named(address: Address): string {
  return `The mission ${quote(seatIn(address))}`;
}

/** A deed that the state of a mission does not allow. */
export function notFrom(address: Address, state: MissionStateName, deed: DeedType): Refused {
  return { refused: `${named(address)} ${stateWords[state]}: it cannot be ${deedWords[deed]} now.${hints[state]?.[deed] ?? ''}` };
}

const stateWords: Readonly<Record<MissionStateName, string>> = {
  waiting: 'waits for others to be done',
  ready: 'is with nobody, and waits for a member that is free',
  assigned: 'is being given to a member',
  working: 'is being worked at',
  verifying: 'is being checked',
  reviewing: 'is being reviewed',
  done: 'is done',
  failed: 'has failed',
  parked: 'is parked',
};

const deedWords: Readonly<Record<DeedType, string>> = {
  unblock: 'made ready',
  block: 'made to wait for others',
  strand: 'kept from everybody',
  assign: 'given out',
  begin: 'begun',
  renew: 'gone on with',
  ask: 'asked about',
  claim: 'called done',
  accept: 'accepted',
  approve: 'approved',
  reject: 'rejected',
  recheck: 'checked again',
  fail: 'called failed',
  park: 'parked',
  unpark: 'taken up again',
  cancel: 'cancelled',
  retry: 'retried',
  handOff: 'handed off',
  skip: 'skipped',
};

const withRetry = ' Retry it first.';
const whenReviewed = ' Wait for the outcome of the review.';
const whenChecked = ' Wait for the outcome of the check.';

/** What would help, where somebody can do it. */
const hints: Readonly<Partial<Record<MissionStateName, Readonly<Partial<Record<DeedType, string>>>>>> = {
  verifying: { claim: whenChecked, begin: whenChecked, handOff: whenChecked },
  reviewing: { begin: whenReviewed, handOff: whenReviewed },
  failed: { claim: withRetry, begin: withRetry, handOff: withRetry, park: withRetry },
  parked: { claim: withRetry, begin: withRetry },
};
