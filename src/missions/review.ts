import { usualMission } from '../manifest/mission.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import { worded } from '../manifest/worded.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { Mission, MissionRecord, MissionState } from '../state/mission.ts';
import { tryNumber } from './tries.ts';

/** What a review is called: after the mission that it is about. */
export function reviewAddress(mission: Address): Address {
  return `${mission}-review`;
}

/** Whether a record is the review of what a mission came to in its present try, rather than in an earlier one. */
export function isReviewOf({ mission: { reviews } }: MissionRecord, subject: MissionRecord): boolean {
  return subject.state.state === 'reviewing' && reviews?.mission === subject.mission.address && reviews.try === tryNumber(subject);
}

/**
 * The review that a mission waits for, as it is to be kept from now on: a new one, that of an earlier try begun over, or that
 * for another member than before. `known` is what stands under its name; undefined where that is as it should be, or is no review.
 */
export function reviewToAskFor(subject: MissionRecord, known: MissionRecord | undefined, { now, prompts }: { readonly now: number; readonly prompts?: PromptTexts }): MissionRecord | undefined {
  const { state } = subject;
  if (state.state !== 'reviewing' || subject.mission.accept.reviewBy === undefined) return undefined;
  const asked = { mission: reviewMission(subject, state, prompts), state: { state: 'waiting', since: now }, addedAt: now } as const;
  if (known === undefined) return { ...asked, tries: [] };
  if (known.mission.origin !== 'review') return undefined;
  if (isReviewOf(known, subject)) return isForAnother(known, asked.mission) ? { ...known, mission: asked.mission } : undefined;
  return { ...asked, addedAt: known.addedAt, tries: known.tries, retriedAfter: known.tries.length };
}

/** The acceptance names somebody else now. Who has it already says what it is worth, and so does whom it was handed to. */
function isForAnother({ mission, state, handedOff }: MissionRecord, asked: Mission): boolean {
  return mission.to !== asked.to && handedOff === undefined && !('lease' in state) && state.state !== 'done' && state.state !== 'failed';
}

type Reviewing = Extract<MissionState, { readonly state: 'reviewing' }>;

/** As urgent as what it is about, and with the same to be read first. */
function reviewMission({ mission, tries }: MissionRecord, state: Reviewing, prompts: PromptTexts | undefined): Mission {
  const { address, project, priority, context, backoff, accept: { timeoutMs, reviewBy } } = mission;
  return {
    address: reviewAddress(address),
    project,
    origin: 'review',
    ...(reviewBy === undefined ? {} : { to: reviewBy }),
    brief: briefOf(mission, state, prompts),
    context,
    priority,
    type: 'review',
    timeoutMs: usualMission.timeoutMs,
    retries: usualMission.retries,
    backoff,
    accept: { run: [], commits: 0, files: [], timeoutMs },
    onFail: 'retry',
    after: [],
    reviews: { mission: address, try: tries.length + 1, by: state.tried.by, ...(state.commit === undefined ? {} : { commit: state.commit }) },
  };
}

/** What was asked for is quoted: it is not what the reader is to do. */
function briefOf({ address, brief, accept }: Mission, { tried, commit }: Reviewing, prompts: PromptTexts | undefined): string {
  return worded('review', {
    by: seatIn(tried.by),
    mission: seatIn(address),
    in_commit: commit === undefined ? '' : `, in commit ${commit}`,
    command: commit === undefined ? '' : rangeCommand(commit, tried.base),
    brief: brief.trim().split('\n').map((line) => `> ${line}`.trimEnd()).join('\n'),
    checks: accept.run.map((line) => `  ${line}`).join('\n'),
  }, prompts);
}

/** All worktrees of a repository have the same commits. */
function rangeCommand(commit: string, base: string | undefined): string {
  return base === undefined ? `git show ${commit}` : `git diff ${base}..${commit}`;
}

/** Why a review will say nothing of the work by itself, as a phrase; undefined while it may, and where it has said something. */
export function whyNoOutcome(subject: MissionRecord, review: MissionRecord | undefined): string | undefined {
  const { address } = subject.mission;
  const name = seatIn(reviewAddress(address));
  const instead = `coders mission done ${seatIn(address)} takes it as it is`;
  if (review?.mission.origin !== 'review') return review && `its review can not be asked for, since another mission is called ${name}; ${instead}`;
  const { state } = review;
  const isStopped = state.state === 'parked' || (state.state === 'failed' && state.rejectedBy === undefined);
  return isStopped && isReviewOf(review, subject) ? `its review came to no outcome; coders mission retry ${name} asks for it again, and ${instead}` : undefined;
}
