import type { Address } from '../state/address.ts';
import type { Lease, MissionRecord, MissionState, MissionTry } from '../state/mission.ts';
import { bounded, firstLine } from './bounded.ts';

/** So many tries in a row that were lost are no accident: somebody should look. */
export const mostLosses = 10;

/** Those that count for what follows a failure: since somebody let it be tried again, or it was handed on. */
export function presentTries({ tries, handedOff, retriedAfter }: MissionRecord): readonly MissionTry[] {
  return tries.slice(Math.max(handedOff?.afterTries ?? 0, retriedAfter ?? 0));
}

/** Which one the next or present try is, from 1; those that were lost are counted here, so that no two have the same number. */
export function tryNumber({ tries }: MissionRecord): number {
  return tries.length + 1;
}

/** Whom it goes to, as in `to`: the one it was handed to, or else the one it was meant for. */
export function targetOf({ mission, handedOff }: MissionRecord): string | undefined {
  return handedOff?.to ?? mission.to;
}

/** Who has it, while somebody has. */
export function leaseOf({ state }: Pick<MissionRecord, 'state'>): Lease | undefined {
  return 'lease' in state ? state.lease : undefined;
}

/** Its present try: also one that nobody is at any more, while it is reviewed. */
export function presentTry(record: Pick<MissionRecord, 'state'>): Lease | undefined {
  return record.state.state === 'reviewing' ? record.state.tried : leaseOf(record);
}

/** The member that has it, while one has. */
export function holderOf(record: Pick<MissionRecord, 'state'>): Address | undefined {
  return leaseOf(record)?.by;
}

/** The record with its present try at an end; as it is where there is none. */
export function endTry(record: MissionRecord, end: Pick<MissionTry, 'result' | 'because' | 'endedAt'>): MissionRecord {
  const lease = presentTry(record);
  if (lease === undefined) return record;
  const because = end.because === undefined ? {} : { because: bounded(end.because) };
  const ended: MissionTry = { by: lease.by, epoch: lease.epoch, startedAt: lease.givenAt, endedAt: end.endedAt, result: end.result, ...because, ...(lease.base === undefined ? {} : { base: lease.base }) };
  return { ...record, tries: [...record.tries, ended] };
}

/** What becomes of it after a try that counts: another try, another member, or the end. */
export function afterFailure(record: MissionRecord, because: string, now: number): MissionRecord {
  const ended = endTry(record, { result: 'failed', because, endedAt: now });
  const { mission: { onFail, retries, handoffTo } } = record;
  const failures = presentTries(ended).filter(({ result }) => result === 'failed').length;
  if (onFail !== 'escalate' && failures <= retries) return { ...ended, state: again(record, { because, failures, now }) };
  if (handoffTo !== undefined && ended.handedOff === undefined) {
    return { ...ended, handedOff: { to: handoffTo, afterTries: ended.tries.length }, state: { state: 'ready', since: now } };
  }
  return { ...ended, state: { state: 'failed', at: now, because: bounded(because) } };
}

function again(record: MissionRecord, { because, failures, now }: { because: string; failures: number; now: number }): MissionState {
  const lease = presentTry(record)!; // only what is tried can fail
  const { by, conversation, base } = lease;
  const fresh = record.mission.onFail === 'fresh';
  return { state: 'ready', since: now, notBefore: now + pauseMs(record, failures), again: { by, because: bounded(because), fresh, conversation, ...(base === undefined ? {} : { base }) } };
}

/** What becomes of it after a try that does not count: back to the queue, at once the first time, then with a growing pause. */
export function afterLoss(record: MissionRecord, because: string, now: number): MissionRecord {
  const ended = endTry(record, { result: 'lost', because, endedAt: now });
  const losses = lossesInARow(ended);
  if (losses >= mostLosses) return { ...ended, state: { state: 'parked', since: now, because: `${losses} tries in a row were lost, the last one because ${firstLine(because)}` } };
  const pause = losses === 1 ? {} : { notBefore: now + pauseMs(record, losses - 1) };
  return { ...ended, state: { state: 'ready', since: now, ...pause } };
}

function lossesInARow(record: MissionRecord): number {
  const tries = presentTries(record);
  return tries.length - 1 - tries.findLastIndex(({ result }) => result !== 'lost');
}

/** The pause before the try after so many that failed, in milliseconds. */
export function pauseMs({ mission: { backoff } }: MissionRecord, failures: number): number {
  return Math.min(backoff.mostMs, backoff.firstMs * 2 ** (failures - 1));
}
