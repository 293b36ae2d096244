import type { Acceptance } from '../../manifest/mission.ts';
import { firstLine } from '../../missions/bounded.ts';
import type { Blocker } from '../../missions/readiness.ts';
import { targetOf } from '../../missions/tries.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { MissionRecord, MissionState, MissionStateName } from '../../state/mission.ts';
import { formatDuration } from '../../util/duration.ts';
import type { Paint, Palette } from './palette.ts';

/** What the runner looks at: `npm test, 1 commit, a change in src/**`. */
export function checksWords({ run, commits, files }: Acceptance): string {
  const wanted = [...run, ...(commits === 0 ? [] : [`${commits} ${commits === 1 ? 'commit' : 'commits'}`]), ...files.map((pattern) => `a change in ${pattern}`)];
  return wanted.length === 0 ? 'all of it is committed' : wanted.join(', ');
}

/** All that is asked for before a mission counts as done: `npm test, 1 commit, then a review by search`. */
export function acceptanceWords(accept: Acceptance): string {
  const { reviewBy } = accept;
  return reviewBy === undefined ? checksWords(accept) : `${checksWords(accept)}, then a review by ${reviewBy}`;
}

export interface WordsContext {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** What it waits for and is not done yet. */
  readonly blocking: readonly Blocker[];
  /** How a member or another mission is called. */
  readonly called: (address: Address) => string;
}

type Phrases = { readonly [Name in MissionStateName]: (state: Extract<MissionState, { readonly state: Name }>, record: MissionRecord, context: WordsContext) => string };

/** Where a mission stands, in words behind its state. */
const phrases: Phrases = {
  waiting: (_state, record, { blocking, called }) => (blocking.length === 0 ? forWords(record) : `blocked by ${blocking.map(({ mission, state }) => `${called(mission)} (${state})`).join(', ')}`),
  ready: ({ again, notBefore, because }, record, { now, called }) => {
    if (because !== undefined) return because;
    const who = again === undefined ? forWords(record) : `for another try by ${called(again.by)}`;
    return notBefore === undefined || notBefore <= now ? who : `${who} in ${formatDuration(Math.max(1000, notBefore - now))}`;
  },
  assigned: ({ lease, since }, _record, { now, called }) => `to ${called(lease.by)}, for ${formatDuration(now - since)}: its prompt is on its way`,
  working: ({ lease, since, askedAt }, _record, { now, called }) => `${called(lease.by)}, for ${formatDuration(now - since)}${askedAt === undefined ? '' : `; asked ${formatDuration(now - askedAt)} ago what became of it`}`,
  verifying: ({ lease, since, commit, missed }, _record, { now, called }) => `of ${called(lease.by)}${atCommit(commit)}, for ${formatDuration(now - since)}${missed === undefined ? '' : `; it could not be checked: ${firstLine(missed.because)}`}`,
  reviewing: ({ tried, since, commit, because }, { mission: { accept } }, { now, called, blocking }) => because ?? `of ${called(tried.by)}${atCommit(commit)}, by ${accept.reviewBy ?? 'nobody any more'}, for ${formatDuration(now - since)}${blocking.map(({ mission, state }) => ` (${called(mission)} is ${state})`).join('')}`,
  done: ({ by, at, commit, saidBy, reviewedBy }, _record, { now, called }) => `by ${called(by)}, ${formatDuration(now - at)} ago${atCommit(commit)}${saidBy === undefined ? '' : `, by the word of ${saidBy}`}${reviewedBy === undefined ? '' : `, reviewed by ${reviewedBy}`}`,
  failed: ({ because, rejectedBy }) => (rejectedBy === undefined ? firstLine(because) : `${rejectedBy} says: ${firstLine(because)}`),
  parked: ({ because }) => firstLine(because),
};

export function whereabouts(record: MissionRecord, context: WordsContext): string {
  const phrase = phrases[record.state.state] as (state: MissionState, record: MissionRecord, context: WordsContext) => string; // each takes the state that it is named after
  return phrase(record.state, record, context);
}

/** Whom it goes to. */
export function forWords(record: MissionRecord): string {
  const to = targetOf(record);
  const { role } = record.mission;
  return `for ${to ?? (role === undefined ? 'any engineer' : `any ${role}`)}`;
}

function atCommit(commit: string | undefined): string {
  return commit === undefined ? '' : ` at ${commit.slice(0, 7)}`;
}

/** How its state is coloured. */
export function statePaint(state: MissionStateName, { faint, green, red, yellow, blue, bold }: Palette): Paint {
  const paints: Readonly<Record<MissionStateName, Paint>> = { waiting: faint, ready: blue, assigned: yellow, working: yellow, verifying: yellow, reviewing: yellow, done: green, failed: red, parked: bold };
  return paints[state];
}

/** As short as leaves no doubt: without the project where the team has only one. */
export function calledIn(projects: readonly string[]): (address: Address) => string {
  return (address) => (projects.length > 1 ? seatIn(address) : address.slice(address.lastIndexOf('/') + 1));
}
