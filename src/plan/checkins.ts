import type { Address } from '../state/address.ts';
import type { Checkin, CheckinRecord } from '../state/checkin.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed } from '../state/observed.ts';
import { checkinDifferences } from './checkin-difference.ts';
import type { Step } from './plan.ts';
import { step, type Proposal } from './proposal.ts';

interface CheckinsRequest {
  readonly proposal: Proposal;
  readonly because: string;
}

/** What becomes of check-ins whose manifest changes. How far each has come is not the plan's to change, and plans nothing. */
export function planCheckins({ checkins: wanted = [] }: Desired, { checkins: observed }: Observed, { proposal, because }: CheckinsRequest): void {
  if (observed === undefined) return;
  const names = new Set(wanted.map(({ address }) => address));
  proposal.steps.push(...wanted.flatMap((checkin) => stepFor(checkin, observed)));
  const unwanted = [...observed.values()].filter(({ checkin: { origin, address } }) => origin === 'manifest' && !names.has(address));
  proposal.steps.push(...unwanted.map(({ checkin: { address } }) => step(address, { type: 'remove-checkin' }, because, { impact: 'live' })));
}

function stepFor(checkin: Checkin, observed: ReadonlyMap<Address, CheckinRecord>): Step[] {
  const { address } = checkin;
  const record = observed.get(address);
  if (record === undefined) return [step(address, { type: 'add-checkin', checkin }, 'new in the manifest', { impact: 'live' })];
  const differences = checkinDifferences(record.checkin, checkin);
  if (differences.length === 0) return [];
  const anew = differences.some(({ field }) => field === 'cron' || field === 'every' || field === 'timezone');
  return [step(address, { type: 'change-checkin', checkin, anew }, 'the manifest says otherwise', { impact: 'live', differences })];
}
