import { quote } from '../diagnostics/words.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { Lease, MissionRecord } from '../state/mission.ts';
import type { Claimant } from './deed.ts';
import { named, type Refused } from './refused.ts';
import { reviewAddress } from './review.ts';

/** Why the word of somebody does not count for a mission that another has, or had in another launch. A person's word counts. */
export function refusedClaim(mission: Address, lease: Lease, { by, epoch }: Pick<Claimant, 'by' | 'epoch'>): Refused | undefined {
  if (by !== undefined && by !== lease.by) {
    return { refused: `${named(mission)} is with ${quote(seatIn(lease.by))}, not with ${quote(seatIn(by))}: only the one who has it can say what became of it.` };
  }
  if (epoch === undefined || epoch === lease.epoch) return undefined;
  const told = `${named(mission)} was given to launch ${lease.epoch} of ${quote(seatIn(lease.by))}, and this comes from launch ${epoch}`;
  if (epoch < lease.epoch) return { refused: `${told}, which is over: what it says does not count.` };
  return { refused: `${told}, which the runner has not yet seen to go on with it. Say so again in a minute.` };
}

/** Why the word of a member does not count for a mission that is being reviewed. That of a person, or of who leads its project, does. */
export function refusedVerdict({ mission: { address } }: Pick<MissionRecord, 'mission'>, { by }: Pick<Claimant, 'by'>): Refused | undefined {
  if (by === undefined) return undefined;
  return { refused: `${named(address)} is being reviewed, and ${quote(seatIn(by))} does not decide what it is worth: the mission ${quote(seatIn(reviewAddress(address)))} does.` };
}
