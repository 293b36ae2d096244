import type { PromptTexts } from '../manifest/prompts.ts';
import { worded } from '../manifest/worded.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { When } from '../state/message.ts';
import type { MissionRecord } from '../state/mission.ts';
import { formatDuration } from '../util/duration.ts';
import { bounded, firstLine } from './bounded.ts';
import { isLookedAt } from './transition.ts';
import { presentTries, tryNumber } from './tries.ts';

/** What is to be said to a member. The id is the same however often it is decided: it is said once. */
export interface MissionPrompt {
  readonly id: string;
  readonly to: Address;
  readonly text: string;
  readonly when: When;
}

/** A done mission that another builds on. */
export interface Dependency {
  readonly mission: Address;
  /** Absent where it was done without a repository. */
  readonly commit?: string;
  /** It is in the branch that the member has checked out; absent where nobody looked. */
  readonly isThere?: boolean;
}

/** What a mission starts from. */
export interface Background {
  readonly dependencies: readonly Dependency[];
  /** What the team knows; absent where that is nothing. */
  readonly known?: string | undefined;
  /** What it committed in a try before counts. */
  readonly isContinued?: boolean;
  readonly prompts?: PromptTexts | undefined;
}

/** The same for each look at the same try, another for each try. */
export function messageId(record: MissionRecord): string {
  return `mission:${seatIn(record.mission.address)}:${tryNumber(record)}`;
}

/** Whether a message with this id says something of a mission. */
export function isOfMission(id: string): boolean {
  return id.startsWith('mission:');
}

/** All that a member is told when it is given a mission. No tool takes its first word for a command of its own. */
export function missionPrompt(record: MissionRecord, to: Address, { dependencies, known = '', isContinued = false, prompts }: Background): MissionPrompt {
  const { mission: { address, brief, context, timeoutMs } } = record;
  const text = worded('mission', {
    mission: seatIn(address),
    try: tryWords(record),
    time: formatDuration(timeoutMs),
    brief: brief.trim(),
    files: setIn(context),
    foundation: setIn(dependencies.map(dependencyWords)),
    knowledge: known,
    ...lastTry(record, to),
    checks: setIn(checks(record, isContinued)),
    answer: answerTo(record, prompts),
  }, prompts);
  return { id: messageId(record), to, text, when: 'idle' };
}

function tryWords(record: MissionRecord): string {
  const { mission: { retries, onFail } } = record;
  const failures = presentTries(record).filter(({ result }) => result === 'failed').length;
  return failures === 0 ? '' : `, try ${failures + 1} of ${onFail === 'escalate' ? 1 : retries + 1}`;
}

function setIn(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}

function dependencyWords({ mission, commit, isThere }: Dependency): string {
  const name = seatIn(mission);
  if (commit === undefined) return `${name}, which has no commit.`;
  if (isThere === true) return `${name}, commit ${commit}, which is in your branch already.`;
  return isThere === false ? `${name}, commit ${commit}: merge it into your branch first (git merge ${commit}).` : `${name}, commit ${commit}: unless it is in your branch already, merge it first (git merge ${commit}).`;
}

function lastTry({ tries }: MissionRecord, to: Address): Record<'by' | 'and_go_on' | 'because', string> {
  const last = tries.findLast(({ result }) => result !== 'lost');
  if (last?.because === undefined) return { by: '', and_go_on: '', because: '' };
  const whose = last.by === to ? { by: '', and_go_on: ', and go on from what is there' } : { by: `, by ${seatIn(last.by)},`, and_go_on: '' };
  return { ...whose, because: bounded(last.because) };
}

function checks({ mission: { accept } }: MissionRecord, isContinued: boolean): readonly string[] {
  if (!isLookedAt(accept)) return [];
  const { run, commits, files, timeoutMs, reviewBy } = accept;
  const since = isContinued ? 'since you began with it' : 'from now on';
  return [
    ...(commits === 0 ? [] : [`at least ${commits} ${commits === 1 ? 'commit' : 'commits'} ${since}`]),
    ...(files.length === 0 ? [] : [`a file changed ${since} for each of: ${files.join(', ')}`]),
    ...run.map((command) => `this succeeds: ${command}`),
    ...(run.length === 0 ? [] : [`${run.length === 1 ? 'it takes' : 'together they take'} no longer than ${formatDuration(timeoutMs)}`]),
    ...(reviewBy === undefined ? [] : [`then ${reviewBy} reviews it`]),
  ];
}

function answerTo({ mission: { reviews } }: MissionRecord, prompts: PromptTexts | undefined): string {
  return reviews === undefined ? worded('mission_answer', {}, prompts) : worded('review_answer', { mission: seatIn(reviews.mission) }, prompts);
}

/** Of what its member is asked in its present try. */
export function questionId(record: MissionRecord): string {
  return `${messageId(record)}:ask`;
}

/** A member that rests without a word on its mission is asked once in each try. */
export function questionFor(record: MissionRecord, to: Address, prompts?: PromptTexts): MissionPrompt {
  return { id: questionId(record), to, text: worded('question', { mission: seatIn(record.mission.address) }, prompts), when: 'idle' };
}

/** Why something is said of a mission, and the words of the team. */
export interface Reason {
  readonly because: string;
  readonly prompts?: PromptTexts | undefined;
}

/** For a member that a mission was taken from, by the record as it was with it. */
export function stopPrompt(record: MissionRecord, to: Address, { because, prompts }: Reason): MissionPrompt {
  const text = worded('stop', { mission: seatIn(record.mission.address), because: firstLine(because) }, prompts);
  return { id: `${messageId(record)}:stop`, to, text, when: 'next-turn' };
}

/** For the superior of a member that failed at a mission that is not tried again. */
export function escalationPrompt(record: MissionRecord, to: Address, { because, prompts }: Reason): MissionPrompt {
  const by = record.tries.at(-1)?.by;
  const text = worded('escalation', { mission: seatIn(record.mission.address), by: by === undefined ? 'nobody' : seatIn(by), because: bounded(because) }, prompts);
  return { id: `mission:${seatIn(record.mission.address)}:${record.tries.length}:told`, to, text, when: 'idle' };
}
