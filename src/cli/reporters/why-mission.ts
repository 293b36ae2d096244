import { assignmentWords } from '../../missions/assign.ts';
import { firstLine } from '../../missions/bounded.ts';
import { blockedWords } from '../../missions/readiness.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { MissionState, MissionStateName, MissionTry } from '../../state/mission.ts';
import { formatDuration } from '../../util/duration.ts';
import type { MissionCandidate, MissionWhy } from '../why/mission.ts';
import type { NextThing } from '../why/mission-next.ts';
import { checksWords } from './mission-words.ts';
import { moments } from './moments.ts';
import { palette } from './palette.ts';

export interface WhyMissionStyle {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly color: boolean;
}

type Phrases = { readonly [Name in MissionStateName]: (state: Extract<MissionState, { readonly state: Name }>, why: MissionWhy) => string | undefined };

/** Why it is in its state. */
const becauses: Phrases = {
  waiting: (_state, { blocking }) => blockedWords(blocking) ?? 'nothing keeps it from being ready any more',
  ready: ({ again }) => again && `${seatIn(again.by)} tried it last`,
  assigned: ({ lease }) => `its prompt is on its way to ${launchWords(lease)}`,
  working: ({ lease, askedAt }) => `${launchWords(lease)} has it${askedAt === undefined ? '' : ', and was asked what became of it'}`,
  verifying: ({ lease, commit, missed }, { record: { mission } }) => `${launchWords(lease)} says that it is done, and the runner checks${commit === undefined ? '' : ` ${commit.slice(0, 7)}`}: ${checksWords(mission.accept)}${missed === undefined ? '' : `; it could not look ${times(missed.times)}: ${firstLine(missed.because)}`}`,
  reviewing: ({ tried, commit, because }, { record: { mission } }) => `${launchWords(tried)} did it${commit === undefined ? '' : ` at ${commit.slice(0, 7)}`}, the runner checked: ${checksWords(mission.accept)}; ${because ?? `${mission.accept.reviewBy ?? 'nobody'} is to say whether it is right`}`,
  done: ({ by, commit, saidBy, reviewedBy }, { record: { mission } }) => `${seatIn(by)} did it${commit === undefined ? '' : ` at ${commit.slice(0, 7)}`}, ${saidBy === undefined ? `and the runner checked: ${checksWords(mission.accept)}` : `by the word of ${saidBy}: its acceptance asks for nothing`}${reviewedBy === undefined ? '' : `; ${reviewedBy} reviewed it`}`,
  failed: ({ because, rejectedBy }) => (rejectedBy === undefined ? firstLine(because) : `${rejectedBy} says what is wrong: ${firstLine(because)}`),
  parked: ({ because }) => firstLine(because),
};

/** Why a mission is in its state, as a phrase; undefined where the state says all. */
export function becauseOfMission(why: MissionWhy): string | undefined {
  const { state } = why.record;
  const because = becauses[state.state] as (state: MissionState, why: MissionWhy) => string | undefined; // each takes the state that it is named after
  return because(state, why)?.replace(/\.$/, ''); // what a check or a person said may be a sentence
}

/** Its state and why in a line; then what comes next, who could do it, and what became of its tries. */
export function whyMissionText(why: MissionWhy, { now, color }: WhyMissionStyle): string {
  const { record, holdUps, next, assignment, candidates } = why;
  const { bold, faint, yellow } = palette(color);
  const because = becauseOfMission(why);
  const who = assignment === undefined ? candidates.map((one) => `  ${candidateWords(one)}`) : assignmentWords(assignment).split('\n').map((line) => `  ${line}`);
  return [
    bold(`${seatIn(record.mission.address)} ${stateWords(record.state, now)}${because === undefined ? '' : `: ${because}`}.`),
    ...holdUps.map((sentence) => `  ${yellow(sentence)}`),
    ...next.map((thing) => `  ${nextWords(thing, now)}.`),
    ...(who.length === 0 ? [] : ['', bold(whoTitle(why)), ...who]),
    ...(record.tries.length === 0 ? [] : ['', bold('Tries'), ...record.tries.map((one, index) => `  ${index + 1}. ${tryWords(one, now)}`)]),
    ...lastOutput(why).map((line, index) => (index === 0 ? `\n${bold(line)}` : faint(`  | ${line}`.trimEnd()))),
  ].join('\n');
}

function stateWords(state: MissionState, now: number): string {
  if (state.state === 'done') return `was done ${formatDuration(now - state.at)} ago`;
  return state.state === 'failed' ? `failed ${formatDuration(now - state.at)} ago` : `has been ${state.state} for ${formatDuration(now - state.since)}`;
}

function whoTitle({ record: { state: { state } } }: MissionWhy): string {
  if (state === 'ready') return 'Who gets it';
  return state === 'assigned' || state === 'working' || state === 'verifying' ? 'Who has it, and who else could' : 'Who could do it';
}

const standings: Readonly<Record<MissionCandidate['standing'], string>> = { holder: 'has it', chosen: 'gets it', second: 'could do it', later: 'could not do it now', never: 'may not do it' };

function candidateWords({ member, standing, reasons }: MissionCandidate): string {
  return `${seatIn(member)} ${standings[standing]}: ${reasons.join('; ')}.`;
}

function nextWords({ at, then }: NextThing, now: number): string {
  return at === undefined ? then : `${then}: in ${formatDuration(Math.max(1000, at - now))}, at ${new Date(at).toISOString()}`;
}

function tryWords({ by, epoch, startedAt, endedAt, result, because }: MissionTry, now: number): string {
  return `${launchWords({ by, epoch })}: ${result} after ${formatDuration(endedAt - startedAt)}, ${formatDuration(now - endedAt)} ago${because === undefined ? '' : `: ${firstLine(because)}`}`;
}

/** Of the last try that said more than a line: a title, then its lines. */
function lastOutput({ record: { tries, state } }: MissionWhy): readonly string[] {
  const told = [...tries.map(({ because }) => because), 'missed' in state ? state.missed?.because : undefined].findLast((text) => text?.includes('\n'));
  return told === undefined ? [] : ['The last output', ...told.split('\n').slice(1).join('\n').replace(/^(\s*\n)+/, '').trimEnd().split('\n')];
}

function launchWords({ by, epoch }: { readonly by: Address; readonly epoch: number }): string {
  return `${seatIn(by)} (launch ${epoch})`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** As `schemas/why.schema.json` describes it. */
export function whyMissionJson(why: MissionWhy) {
  const { record: { mission, state, tries }, blocking, assignment, candidates, holdUps, next } = why;
  const because = becauseOfMission(why);
  const [, ...output] = lastOutput(why);
  return {
    address: mission.address,
    state: state.state,
    ...moments({ since: 'at' in state ? state.at : state.since }),
    ...(because === undefined ? {} : { because }),
    ...(assignment?.to === undefined ? {} : { goesTo: assignment.to }),
    ...(assignment?.because === undefined ? {} : { keptBack: assignment.because }),
    blockedBy: blocking.map(({ mission: address, state: of }) => ({ mission: address, state: of })),
    holdUps,
    candidates,
    next: next.map(({ at, then }) => ({ then, ...moments({ at }) })),
    tries: tries.map(({ by, epoch, result, startedAt, endedAt, because: reason }) => ({ by, epoch, result, ...moments({ startedAt, endedAt }), ...(reason === undefined ? {} : { because: firstLine(reason) }) })),
    ...(output.length === 0 ? {} : { lastOutput: output }),
  };
}
