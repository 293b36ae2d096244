import { quote } from '../diagnostics/words.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { Lease, MissionRecord, MissionState, MissionStateName } from '../state/mission.ts';
import { formatDuration } from '../util/duration.ts';
import type { Deed } from './deed.ts';
import { questionId } from './prompts.ts';
import { blockedWords, isBlocked, stoppedBlockers } from './readiness.ts';
import { isReviewOf, reviewAddress, whyNoOutcome } from './review.ts';
import type { MissionSeat } from './seat.ts';
import { silenceOf } from './silence.ts';
import type { MissionsWorld } from './world.ts';

/** The world in the midst of a pass: states and records as they are by now. */
export interface Present extends Pick<MissionsWorld, 'states' | 'receipts' | 'find' | 'now'> {
  readonly seats: ReadonlyMap<Address, MissionSeat>;
  readonly lostHosts: NonNullable<MissionsWorld['lostHosts']>;
  /** Whether what waits for a mission that failed fails with it. */
  readonly takesDependantsAlong: (mission: Address) => boolean;
  /** Why nobody can have a mission until a person does something, as a phrase; undefined where somebody can, now or later. */
  readonly whyNobody: (record: MissionRecord) => string | undefined;
}

type In<Name extends MissionStateName> = Extract<MissionState, { readonly state: Name }>;

interface Moment<State extends MissionState> {
  readonly record: MissionRecord;
  readonly state: State;
  readonly present: Present;
}

type Rule<State extends MissionState> = (moment: Moment<State>) => Deed | undefined;

/** In this order, the first that has anything to say about a mission is heard. */
const rules: { readonly [Name in MissionStateName]: readonly Rule<In<Name>>[] } = {
  waiting: [outdated, stopped, unblocked],
  ready: [outdated, stopped, blocked, stranded],
  assigned: [outdated, hostKept, received, leaseKept, undelivered],
  working: [outdated, hostKept, leaseKept, outOfTime, silent],
  verifying: [hostKept, worktreeKept, unchecked],
  reviewing: [reviewed],
  parked: [outdated, released],
  done: [],
  failed: [],
};

/** What is to be done to a mission as things stand; undefined where it stays as it is. */
export function nextDeed(record: MissionRecord, present: Present): Deed | undefined {
  for (const rule of rules[record.state.state] as readonly Rule<MissionState>[]) {
    const deed = rule({ record, state: record.state, present });
    if (deed !== undefined) return deed;
  }
  return undefined;
}

/** What it waits for does not go on by itself: neither does this. */
function stopped({ record, present }: Moment<In<'waiting' | 'ready'>>): Deed | undefined {
  const stops = stoppedBlockers(record, present.states);
  const [first] = stops;
  if (first === undefined) return undefined;
  const because = blockedWords(stops)!;
  return stops.some(({ mission }) => present.takesDependantsAlong(mission)) ? { type: 'skip', because } : { type: 'park', because, behind: first.mission };
}

function unblocked({ record, present }: Moment<In<'waiting'>>): Deed | undefined {
  return isBlocked(record, present.states) ? undefined : { type: 'unblock' };
}

/** Its dependencies were changed, or one of them is tried again, since it was ready. */
function blocked({ record, present }: Moment<In<'ready'>>): Deed | undefined {
  return isBlocked(record, present.states) ? { type: 'block' } : undefined;
}

/** It would wait for ever: people are told so once, and what it waits for. */
function stranded({ record, state, present }: Moment<In<'ready'>>): Deed | undefined {
  const because = present.whyNobody(record);
  if (because === state.because) return undefined;
  return { type: 'strand', ...(because === undefined ? {} : { because }) };
}

/** It goes on when nothing that it waits for is stopped any more; what a person parked, only a person takes up. */
function released({ record, state, present }: Moment<In<'parked'>>): Deed | undefined {
  if (state.behind === undefined) return undefined;
  const stops = stoppedBlockers(record, present.states);
  if (stops.length === 0) return { type: 'unpark' };
  return stops.some(({ mission }) => present.takesDependantsAlong(mission)) ? { type: 'skip', because: blockedWords(stops)! } : undefined;
}

function received({ state: { lease, message }, present }: Moment<In<'assigned'>>): Deed | undefined {
  const receipt = present.receipts(message);
  if (receipt === 'acknowledged') return { type: 'begin', epoch: lease.epoch };
  return receipt === 'failed' ? lost(`its prompt did not reach ${nameOf(lease)}`) : undefined;
}

/** What its member does there, if it does anything, nobody hears of: the work goes on elsewhere. */
function hostKept({ state: { lease }, present: { lostHosts } }: Moment<In<'assigned' | 'working' | 'verifying'>>): Deed | undefined {
  const silentMs = lease.host === undefined ? undefined : lostHosts.get(lease.host);
  return silentMs === undefined ? undefined : lost(`nothing is heard of the host ${quote(lease.host!)} of ${nameOf(lease)} for ${formatDuration(silentMs)}`);
}

/** A lease is one launch's, and goes on with its conversation. A member that is only away may come back: its time runs. */
function leaseKept({ state: { lease }, present }: Moment<In<'assigned' | 'working'>>): Deed | undefined {
  const seat = present.seats.get(lease.by);
  if (seat === undefined) return lostWith(lease);
  if (seat.forGood === true) return lost(`${nameOf(lease)} is away for good: ${seat.because ?? 'only a person can change that'}`);
  const { epoch, conversation } = seat;
  if (epoch === undefined || conversation === undefined || epoch <= lease.epoch) return undefined;
  if (conversation !== lease.conversation) return lost(`${nameOf(lease)} was started again in another conversation, as launch ${epoch}`);
  return { type: 'renew', by: lease.by, epoch, conversation };
}

function undelivered({ state: { lease, since, deadline }, present: { now } }: Moment<In<'assigned'>>): Deed | undefined {
  return now < deadline ? undefined : lost(`its prompt was not acknowledged by ${nameOf(lease)} within ${formatDuration(deadline - since)}`);
}

/** Time that runs out while its member cannot work, such as at a usage limit, is nobody's failure. */
function outOfTime({ record, state: { lease, deadline }, present: { seats, now } }: Moment<In<'working'>>): Deed | undefined {
  if (now < deadline) return undefined;
  const seat = seats.get(lease.by);
  if (seat?.state === 'away') return lost(`its time ran out while ${nameOf(lease)} was away${seat.because === undefined ? '' : `: ${seat.because}`}`);
  return { type: 'fail', because: `it was not done within ${formatDuration(record.mission.timeoutMs)}`, counts: true };
}

/** Who was never asked has not kept silent. */
function silent({ record, state, present: { seats, receipts, now } }: Moment<In<'working'>>): Deed | undefined {
  const silence = silenceOf(state, seats.get(state.lease.by));
  if (silence === undefined || now < silence.until) return undefined;
  if (silence.then === 'ask') return { type: 'ask' };
  const wasAsked = receipts(questionId(record)) === 'acknowledged';
  return wasAsked ? { type: 'fail', because: `${nameOf(state.lease)} went idle without saying what became of it`, counts: true } : lost(`${nameOf(state.lease)} went idle, and the question what became of it did not reach it`);
}

function unchecked({ record, state: { deadline }, present: { now } }: Moment<In<'verifying'>>): Deed | undefined {
  return now < deadline ? undefined : { type: 'recheck', because: `its check came to no end, although its commands have ${formatDuration(record.mission.accept.timeoutMs)}` };
}

/** What is checked is in its member's worktree: a check needs nothing else of it. */
function worktreeKept({ state: { lease }, present: { seats } }: Moment<In<'verifying'>>): Deed | undefined {
  return seats.has(lease.by) ? undefined : lostWith(lease);
}

/** As its review says; where none is asked for any more, it has passed its check. */
function reviewed({ record, state, present }: Moment<In<'reviewing'>>): Deed | undefined {
  if (record.mission.accept.reviewBy === undefined) return { type: 'approve' };
  const review = present.find(reviewAddress(record.mission.address));
  if (review !== undefined && isReviewOf(review, record)) {
    const outcome = review.state;
    if (outcome.state === 'done') return { type: 'approve', word: outcome.saidBy ?? seatIn(outcome.by) };
    if (outcome.state === 'failed' && outcome.rejectedBy !== undefined) return { type: 'reject', because: `${outcome.rejectedBy} reviewed it: ${outcome.because}` };
  }
  const because = whyNoOutcome(record, review);
  if (because === state.because) return undefined;
  return { type: 'strand', ...(because === undefined ? {} : { because }) };
}

/** A review of what is tried again, is done, or is no mission any more, is of no use. */
function outdated({ record, present }: Moment<MissionState>): Deed | undefined {
  const { reviews } = record.mission;
  if (reviews === undefined) return undefined;
  const subject = present.find(reviews.mission);
  return subject !== undefined && isReviewOf(record, subject) ? undefined : { type: 'cancel', because: `${quote(seatIn(reviews.mission))} is not to be reviewed any more` };
}

function lostWith(lease: Lease): Deed {
  return lost(`${nameOf(lease)} is no longer in the team`);
}

function lost(because: string): Deed {
  return { type: 'fail', because, counts: false };
}

function nameOf({ by }: Lease): string {
  return quote(seatIn(by));
}
