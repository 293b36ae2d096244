import { seatIn, type Address } from '../state/address.ts';
import type { When } from '../state/message.ts';
import type { Mission, MissionRecord } from '../state/mission.ts';
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
export function missionPrompt(record: MissionRecord, to: Address, { dependencies, known, isContinued = false }: Background): MissionPrompt {
  const { mission } = record;
  const text = [title(record), mission.brief.trim(), readFirst(mission), foundation(dependencies), known, lastTry(record, to), check(record, isContinued), answerTo(record)].filter((part) => part !== undefined).join('\n\n');
  return { id: messageId(record), to, text, when: 'idle' };
}

function title(record: MissionRecord): string {
  const { mission: { address, retries, onFail, timeoutMs } } = record;
  const failures = presentTries(record).filter(({ result }) => result === 'failed').length;
  const count = failures === 0 ? '' : `, try ${failures + 1} of ${onFail === 'escalate' ? 1 : retries + 1}`;
  return `Mission ${seatIn(address)}${count}. You have ${formatDuration(timeoutMs)} for it.`;
}

function readFirst({ context }: Mission): string | undefined {
  return context.length === 0 ? undefined : ['Read first:', ...context.map((path) => `  ${path}`)].join('\n');
}

function foundation(dependencies: readonly Dependency[]): string | undefined {
  if (dependencies.length === 0) return undefined;
  return ['It builds on missions that are done:', ...dependencies.map((one) => `  ${dependencyWords(one)}`)].join('\n');
}

function dependencyWords({ mission, commit, isThere }: Dependency): string {
  const name = seatIn(mission);
  if (commit === undefined) return `${name}, which has no commit.`;
  if (isThere === true) return `${name}, commit ${commit}, which is in your branch already.`;
  return isThere === false ? `${name}, commit ${commit}: merge it into your branch first (git merge ${commit}).` : `${name}, commit ${commit}: unless it is in your branch already, merge it first (git merge ${commit}).`;
}

function lastTry({ tries }: MissionRecord, to: Address): string | undefined {
  const last = tries.findLast(({ result }) => result !== 'lost');
  if (last?.because === undefined) return undefined;
  const where = last.by === to ? 'The last try failed. See why, and go on from what is there:' : `The last try, by ${seatIn(last.by)}, failed. See why:`;
  return `${where}\n\n${bounded(last.because)}`;
}

function check({ mission: { accept } }: MissionRecord, isContinued: boolean): string | undefined {
  if (!isLookedAt(accept)) return undefined;
  const { run, commits, files, timeoutMs, reviewBy } = accept;
  const since = isContinued ? 'since you began with it' : 'from now on';
  const lines = [
    ...(commits === 0 ? [] : [`at least ${commits} ${commits === 1 ? 'commit' : 'commits'} ${since}`]),
    ...(files.length === 0 ? [] : [`a file changed ${since} for each of: ${files.join(', ')}`]),
    ...run.map((command) => `this succeeds: ${command}`),
    ...(run.length === 0 ? [] : [`${run.length === 1 ? 'it takes' : 'together they take'} no longer than ${formatDuration(timeoutMs)}`]),
    ...(reviewBy === undefined ? [] : [`then ${reviewBy} reviews it`]),
  ];
  return ['When you say that it is done, the runner checks your last commit, so commit all of it:', ...lines.map((line) => `  ${line}`)].join('\n');
}

function answerTo({ mission: { reviews } }: MissionRecord): string {
  const [yes, no] = reviews === undefined
    ? ['When it is done, run: coders mission done', 'If you cannot do it, run: coders mission fail "why"']
    : ['If it is right as it is, run: coders mission done', `If not, run: coders mission fail "what is wrong", and ${seatIn(reviews.mission)} goes back with these words.`];
  return `${yes}\n${no}\nWhere that is not found: call the tool "mission" of the server "coders", action "complete" or "fail".`;
}

/** Of what its member is asked in its present try. */
export function questionId(record: MissionRecord): string {
  return `${messageId(record)}:ask`;
}

/** A member that rests without a word on its mission is asked once in each try. */
export function questionFor(record: MissionRecord, to: Address): MissionPrompt {
  const text = `What became of the mission ${seatIn(record.mission.address)}? If it is done, run: coders mission done\nIf you cannot do it, run: coders mission fail "why"\nIf neither, go on with it.`;
  return { id: questionId(record), to, text, when: 'idle' };
}

/** For a member that a mission was taken from, by the record as it was with it. */
export function stopPrompt(record: MissionRecord, to: Address, because: string): MissionPrompt {
  const text = `Stop your work on the mission ${seatIn(record.mission.address)}: ${firstLine(because)}. Leave what you have committed; what you say of this mission no longer counts.`;
  return { id: `${messageId(record)}:stop`, to, text, when: 'next-turn' };
}

/** For the superior of a member that failed at a mission that is not tried again. */
export function escalationPrompt(record: MissionRecord, to: Address, because: string): MissionPrompt {
  const by = record.tries.at(-1)?.by;
  const who = by === undefined ? 'It was with nobody.' : `It was with ${seatIn(by)}.`;
  const text = `The mission ${seatIn(record.mission.address)} has failed, and is not tried again by itself. ${who} See what is wrong; then: coders mission retry ${seatIn(record.mission.address)}\n\n${bounded(because)}`;
  return { id: `mission:${seatIn(record.mission.address)}:${record.tries.length}:told`, to, text, when: 'idle' };
}
