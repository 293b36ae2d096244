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
  if (isSame(mine, theirs) || isDerived(mine) || mine.state.state === 'ready') return undefined;
  return `it was ${stateWords(mine)} here, but another host had changed it before: it is ${stateWords(theirs)}, and that counts`;
}

/** What becomes of a write where another host was first to write. */
export type Verdict =
  /** Theirs counts. */
  | 'give-up'
  /** Nothing of theirs is lost by it: mine counts, on top of theirs. */
  | 'tell-again'
  /** They are two missions that were given the same name: both stay. */
  | 'rename';

/** `base` is the version that mine builds on, 0 where it is new; `version` that of theirs. */
export function verdictOn({ mine, theirs }: Overruled, { base, version }: { readonly base: number; readonly version: number }): Verdict {
  // The ledger lost what was agreed on, or only knows that one of this name was removed before this was added.
  if (version < base || (base === 0 && mine !== undefined && theirs === undefined)) return 'tell-again';
  if (mine === undefined || theirs === undefined) return 'give-up';
  if (mine.addedAt !== theirs.addedAt) return mine.mission.origin === 'added' && base === 0 ? 'rename' : 'give-up';
  return isDecided(mine, theirs) && isDerived(theirs) && theirs.tries.length <= mine.tries.length ? 'tell-again' : 'give-up';
}

/** What somebody is told who is at work here on a mission that is not his any more, as a phrase. */
export interface Taken {
  readonly record: MissionRecord;
  readonly member: Address;
  readonly because: string;
}

/** Who is to stop, of the members of a host. */
export function takenFrom({ mine, theirs }: Overruled, host: string): readonly Taken[] {
  if (mine === undefined || (mine.state.state !== 'assigned' && mine.state.state !== 'working')) return [];
  const { lease } = mine.state;
  const present = theirs === undefined ? undefined : leaseOf(theirs);
  if (lease.host !== host || theirs?.state.state === 'done' || (present?.by === lease.by && present.epoch >= lease.epoch)) return [];
  return [{ record: mine, member: lease.by, because: takenWords(theirs) }];
}

function takenWords(theirs: MissionRecord | undefined): string {
  if (theirs === undefined) return 'it was withdrawn';
  const { state } = theirs;
  if (state.state === 'failed' || state.state === 'parked') return state.because;
  const by = leaseOf(theirs)?.by;
  return by === undefined ? 'it went back to the queue' : `it is with ${seatIn(by)} now`;
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
  return state.state === 'waiting' || (state.state === 'ready' && state.reservedBy === undefined) || (state.state === 'parked' && state.behind !== undefined);
}

/** Somebody said so; or it passed its check, and what is asked for is still what was checked. */
function isDecided({ mission, state }: MissionRecord, theirs: MissionRecord): boolean {
  if (state.state === 'done') return JSON.stringify(mission) === JSON.stringify(theirs.mission);
  return state.state === 'failed' || (state.state === 'parked' && state.behind === undefined);
}

function stateWords(record: MissionRecord): string {
  const { state } = record;
  const by = leaseOf(record)?.by ?? doneBy(record);
  return `${state.state}${by === undefined ? '' : ` by ${seatIn(by)}`}`;
}
