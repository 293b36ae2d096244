import { afterDeed, isRefused, type Deed } from '../../../src/missions/transition.ts';
import type { MissionRecord } from '../../../src/state/mission.ts';

export const team = 'shop';
export const brief = 'Add the cart endpoints as the spec has them, with tests. '.repeat(10);
const by = 'member/shop/cart';

export const claim: Deed = { type: 'assign', lease: { by, epoch: 1, conversation: 'c' }, message: 'm', deadlineMs: 60_000 };
export const complete: Deed = { type: 'claim', claimant: { by, epoch: 1, word: by } };

/** The record after a deed that is not refused. */
export function after(record: MissionRecord, deed: Deed): MissionRecord {
  const outcome = afterDeed(record, deed, Date.now());
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return outcome;
}
