import { seatIn, type Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import { leaseOf } from './tries.ts';

/** What a host did with a mission while another, that was first, did otherwise. */
export interface Overruled {
  /** As it was here; undefined where it was removed here. */
  readonly mine?: MissionRecord;
  /** What counts; undefined where it was removed. */
  readonly theirs?: MissionRecord;
}

/** What people are told of it, as a phrase; undefined where both came to the same, or it was only made ready here. */
export function overruledWords({ mine, theirs }: Overruled): string | undefined {
  if (theirs === undefined) return mine === undefined ? undefined : `it was ${stateWords(mine)} here, but another host had removed it before, and that counts`;
  if (mine === undefined) return `it was removed here, but another host had changed it before: it is ${stateWords(theirs)}, and that counts`;
  if (isSame(mine, theirs) || isDerived(mine)) return undefined;
  return `it was ${stateWords(mine)} here, but another host had changed it before: it is ${stateWords(theirs)}, and that counts`;
}

/** Who is at work here on a mission that is not his any more, and the mission as it was. */
export function takenFrom({ mine, theirs }: Overruled): readonly { readonly record: MissionRecord; readonly member: Address }[] {
  if (mine === undefined || (mine.state.state !== 'assigned' && mine.state.state !== 'working')) return [];
  const { lease } = mine.state;
  const present = theirs === undefined ? undefined : leaseOf(theirs);
  return present?.by === lease.by && present.epoch === lease.epoch ? [] : [{ record: mine, member: lease.by }];
}

function isSame(one: MissionRecord, other: MissionRecord): boolean {
  const [lease, otherLease] = [leaseOf(one), leaseOf(other)];
  return one.state.state === other.state.state && lease?.by === otherLease?.by && lease?.epoch === otherLease?.epoch && doneBy(one) === doneBy(other);
}

function doneBy({ state }: MissionRecord): string | undefined {
  return state.state === 'done' ? state.by : undefined;
}

/** Follows from what the others are: each host comes to it by itself. */
function isDerived({ state }: MissionRecord): boolean {
  return state.state === 'waiting' || state.state === 'ready' || (state.state === 'parked' && state.behind !== undefined);
}

function stateWords(record: MissionRecord): string {
  const { state } = record;
  const by = leaseOf(record)?.by ?? doneBy(record);
  return `${state.state}${by === undefined ? '' : ` by ${seatIn(by)}`}`;
}
