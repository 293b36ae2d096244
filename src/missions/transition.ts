import { quote } from '../diagnostics/words.ts';
import type { Acceptance } from '../manifest/mission.ts';
import type { Lease, MissionRecord, MissionState, MissionStateName } from '../state/mission.ts';
import { bounded, firstLine } from './bounded.ts';
import { refusedClaim, refusedVerdict } from './claimant.ts';
import type { Deed, DeedOf, DeedType } from './deed.ts';
import { named, notFrom, type Refused } from './refused.ts';
import { afterFailure, afterLoss, endTry, mostLosses, pauseMs } from './tries.ts';

export type { Claimant, Deed } from './deed.ts';
export { isRefused, type Refused } from './refused.ts';

/** What a check may take beyond the time of its commands. */
const checkMarginMs = 60_000;

/**
 * The record after a deed, or why that is refused; the same object where the deed changes nothing. The state machine that
 * state/mission.ts draws. `now` in milliseconds since the Unix epoch.
 */
export function afterDeed(record: MissionRecord, deed: Deed, now: number): MissionRecord | Refused {
  const { from, next } = transitions[deed.type];
  const { state } = record;
  return from.includes(state.state) ? next({ record, state, now }, deed) : notFrom(record.mission.address, state.state, deed.type);
}

/** Whether anything is to be looked at before its member's word is taken; what is reviewed has to be committed at least. */
export function isLookedAt({ run, commits, files, reviewBy }: Acceptance): boolean {
  return run.length > 0 || commits > 0 || files.length > 0 || reviewBy !== undefined;
}

interface Moment<Name extends MissionStateName> {
  readonly record: MissionRecord;
  readonly state: Extract<MissionState, { readonly state: Name }>;
  readonly now: number;
}

interface Transition {
  readonly from: readonly MissionStateName[];
  readonly next: (moment: Moment<MissionStateName>, deed: Deed) => MissionRecord | Refused;
}

/** A transition sees only the states and the deed it is for: `afterDeed` keeps the others away. */
function transition<Type extends DeedType, Name extends MissionStateName>(from: readonly Name[], next: (moment: Moment<Name>, deed: DeedOf<Type>) => MissionRecord | Refused): Transition {
  return { from, next: next as unknown as Transition['next'] };
}

const open = ['waiting', 'ready', 'assigned', 'working', 'verifying', 'reviewing', 'parked'] as const;

const transitions: { readonly [Type in DeedType]: Transition } = {
  unblock: transition<'unblock', 'waiting'>(['waiting'], ({ record, now }) => ({ ...record, state: { state: 'ready', since: now } })),
  block: transition<'block', 'ready'>(['ready'], wait),
  strand: transition(['ready', 'reviewing'], strand),
  assign: transition(['ready'], assign),
  begin: transition(['assigned', 'working'], begin),
  renew: transition(['assigned', 'working'], renew),
  ask: transition(['working'], ask),
  claim: transition(['assigned', 'working', 'reviewing'], claim),
  accept: transition(['verifying'], accept),
  approve: transition(['reviewing'], approve),
  reject: transition<'reject', 'verifying' | 'reviewing'>(['verifying', 'reviewing'], ({ record, now }, { because }) => afterFailure(record, because, now)),
  recheck: transition(['verifying'], recheck),
  fail: transition(['assigned', 'working', 'verifying', 'reviewing'], fail),
  park: transition(['waiting', 'ready', 'assigned', 'working', 'verifying'], park),
  unpark: transition(['parked'], unpark),
  cancel: transition<'cancel', (typeof open)[number]>(open, ({ record, now }, { because }) => ({ ...lost(record, because, now), state: { state: 'failed', at: now, because } })),
  retry: transition<'retry', 'failed' | 'parked'>(['failed', 'parked'], (moment) => ({ ...wait(moment), retriedAfter: moment.record.tries.length })),
  handOff: transition(['waiting', 'ready', 'assigned', 'working', 'parked'], handOff),
  skip: transition<'skip', 'waiting' | 'ready' | 'parked'>(['waiting', 'ready', 'parked'], ({ record, now }, { because }) => ({ ...record, state: { state: 'failed', at: now, because } })),
};

function wait({ record, now }: Pick<Moment<MissionStateName>, 'record' | 'now'>): MissionRecord {
  return { ...record, state: { state: 'waiting', since: now } };
}

function strand({ record, state }: Moment<'ready' | 'reviewing'>, { because }: DeedOf<'strand'>): MissionRecord {
  const { because: before, ...rest } = state;
  return because === before ? record : { ...record, state: { ...rest, ...(because === undefined ? {} : { because }) } };
}

function assign({ record, now }: Moment<'ready'>, { lease, message, deadlineMs }: DeedOf<'assign'>): MissionRecord {
  return { ...record, state: { state: 'assigned', since: now, lease: { ...lease, givenAt: now }, message, deadline: now + deadlineMs } };
}

/** Its member may say so after its prompt was acknowledged, or before: the second word changes nothing. */
function begin({ record, state, now }: Moment<'assigned' | 'working'>, { epoch }: DeedOf<'begin'>): MissionRecord | Refused {
  const { address, timeoutMs } = record.mission;
  const { lease } = state;
  const refused = refusedClaim(address, lease, { by: lease.by, epoch });
  if (refused !== undefined) return refused;
  return state.state === 'working' ? record : { ...record, state: { state: 'working', since: now, lease, deadline: now + timeoutMs } };
}

function renew({ record, state }: Moment<'assigned' | 'working'>, { by, epoch, conversation }: DeedOf<'renew'>): MissionRecord | Refused {
  const { lease } = state;
  if (!isSameWork(lease, { by, conversation }) || epoch < lease.epoch) {
    return { refused: `${named(record.mission.address)} is with ${lease.by}, launch ${lease.epoch}, in the conversation ${quote(lease.conversation)}: only a later launch of that conversation can go on with it.` };
  }
  return epoch === lease.epoch ? record : { ...record, state: { ...state, lease: { ...lease, epoch } } };
}

function isSameWork(lease: Lease, { by, conversation }: Pick<Lease, 'by' | 'conversation'>): boolean {
  return lease.by === by && lease.conversation === conversation;
}

function ask({ record, state, now }: Moment<'working'>): MissionRecord {
  return state.askedAt === undefined ? { ...record, state: { ...state, askedAt: now } } : record;
}

function claim(moment: Moment<'assigned' | 'working' | 'reviewing'>, { claimant, commit }: DeedOf<'claim'>): MissionRecord | Refused {
  const { record, state, now } = moment;
  if (state.state === 'reviewing') return refusedVerdict(record, claimant) ?? approve({ record, state, now }, { type: 'approve', word: claimant.word });
  const { lease } = state;
  const { address, accept, reviews } = record.mission;
  const refused = refusedClaim(address, lease, claimant);
  if (refused !== undefined) return refused;
  // What a reviewer has checked out is not what the review came to.
  const seen = commit === undefined || reviews !== undefined ? {} : { commit };
  if (!isLookedAt(accept)) {
    return { ...endTry(record, { result: 'done', endedAt: now }), state: { state: 'done', at: now, by: lease.by, ...seen, ...baseOf(lease), saidBy: claimant.word } };
  }
  return { ...record, state: { state: 'verifying', since: now, lease, ...seen, deadline: now + accept.timeoutMs + checkMarginMs } };
}

/** The try goes on while it is reviewed: whether it is done is not known before. */
function accept({ record, state, now }: Moment<'verifying'>, deed: DeedOf<'accept'>): MissionRecord {
  const commit = deed.commit ?? state.commit;
  const seen = commit === undefined ? {} : { commit };
  if (record.mission.accept.reviewBy !== undefined) return { ...record, state: { state: 'reviewing', since: now, tried: state.lease, ...seen } };
  return { ...endTry(record, { result: 'done', endedAt: now }), state: { state: 'done', at: now, by: state.lease.by, ...seen, ...baseOf(state.lease) } };
}

function baseOf({ base }: Lease): { readonly base?: string } {
  return base === undefined ? {} : { base };
}

function approve({ record, state: { tried, commit }, now }: Moment<'reviewing'>, { word }: DeedOf<'approve'>): MissionRecord {
  const seen = { ...(commit === undefined ? {} : { commit }), ...(word === undefined ? {} : { reviewedBy: word }) };
  return { ...endTry(record, { result: 'done', endedAt: now }), state: { state: 'done', at: now, by: tried.by, ...seen, ...baseOf(tried) } };
}

function recheck({ record, state, now }: Moment<'verifying'>, { because }: DeedOf<'recheck'>): MissionRecord {
  const times = (state.missed?.times ?? 0) + 1;
  if (times >= mostLosses) {
    return { ...lost(record, because, now), state: { state: 'parked', since: now, because: `it could not be checked ${times} times in a row, the last time because ${firstLine(because)}` } };
  }
  const notBefore = now + pauseMs(record, times);
  const deadline = notBefore + record.mission.accept.timeoutMs + checkMarginMs;
  return { ...record, state: { ...state, since: now, deadline, missed: { times, because: bounded(because), notBefore } } };
}

function fail({ record, state, now }: Moment<'assigned' | 'working' | 'verifying' | 'reviewing'>, { claimant, because, counts }: DeedOf<'fail'>): MissionRecord | Refused {
  const refused = claimant === undefined ? undefined : state.state === 'reviewing' ? refusedVerdict(record, claimant) : refusedClaim(record.mission.address, state.lease, claimant);
  if (refused !== undefined) return refused;
  if (claimant !== undefined && record.mission.reviews !== undefined) return rejectWork(record, { because, word: claimant.word }, now);
  return counts ? afterFailure(record, because, now) : afterLoss(record, because, now);
}

/** Who says of a review that it has failed has reviewed: it is the work that goes back, and the try is no failure. */
function rejectWork(record: MissionRecord, { because, word }: { readonly because: string; readonly word: string }, now: number): MissionRecord {
  return { ...endTry(record, { result: 'done', because, endedAt: now }), state: { state: 'failed', at: now, because: bounded(because), rejectedBy: word } };
}

function park({ record, now }: Moment<'waiting' | 'ready' | 'assigned' | 'working' | 'verifying'>, { because, behind }: DeedOf<'park'>): MissionRecord {
  return { ...lost(record, because, now), state: { state: 'parked', since: now, because, ...(behind === undefined ? {} : { behind }) } };
}

function unpark(moment: Moment<'parked'>): MissionRecord | Refused {
  const { record, state } = moment;
  if (state.behind !== undefined) return wait(moment);
  return { refused: `${named(record.mission.address)} is parked behind no other mission: it goes on when somebody retries it.` };
}

function handOff(moment: Moment<'waiting' | 'ready' | 'assigned' | 'working' | 'parked'>, { to }: DeedOf<'handOff'>): MissionRecord {
  const { state, now } = moment;
  const ended = lost(moment.record, `it was handed to ${to}`, now);
  const record = { ...ended, handedOff: { to, afterTries: ended.tries.length } };
  if (state.state === 'waiting') return record;
  return state.state === 'parked' ? wait({ record, now }) : { ...record, state: { state: 'ready', since: now } };
}

/** A try that somebody ends is nobody's failure. */
function lost(record: MissionRecord, because: string, now: number): MissionRecord {
  return endTry(record, { result: 'lost', because, endedAt: now });
}
