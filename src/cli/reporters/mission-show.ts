import { assignmentWords, type Assignment } from '../../missions/assign.ts';
import type { Blocker } from '../../missions/readiness.ts';
import { stateMarks } from '../../missions/state-marks.ts';
import { isLookedAt } from '../../missions/transition.ts';
import { leaseOf } from '../../missions/tries.ts';
import { seatIn } from '../../state/address.ts';
import type { Mission, MissionRecord, MissionTry } from '../../state/mission.ts';
import { formatDuration } from '../../util/duration.ts';
import { recordJson } from './mission-json.ts';
import { acceptanceWords, forWords, statePaint, whereabouts } from './mission-words.ts';
import { palette } from './palette.ts';

/** All that is known of one mission. */
export interface ShownMission {
  readonly team: string;
  readonly record: MissionRecord;
  readonly blocking: readonly Blocker[];
  /** Of a ready one: who would get it now, and why nobody else. */
  readonly assignment?: Assignment;
}

export interface ShowStyle {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly color: boolean;
}

/** Its state, then a line for each thing that was asked of it, then its tries and what it was told. */
export function missionShowText(shown: ShownMission, { now, color }: ShowStyle): string {
  const { record, blocking, assignment } = shown;
  const paints = palette(color);
  const { state } = record.state;
  const where = whereabouts(record, { now, blocking, called: seatIn });
  const facts = factsOf(record, now);
  const width = Math.max(...facts.map(([name]) => name.length));
  const rows = facts.map(([name, text]) => `  ${paints.faint(name.padEnd(width))}  ${text}`);
  return [
    `${paints.bold(seatIn(record.mission.address))}  ${statePaint(state, paints)(`${stateMarks[state]} ${state}`)} ${where}`,
    ...rows,
    ...paragraph(paints.bold('Brief'), record.mission.brief),
    ...(record.tries.length === 0 ? [] : ['', paints.bold('Tries'), ...record.tries.flatMap((one, index) => tryLines(one, index, now))]),
    ...lastWords(record).flatMap(([title, text]) => paragraph(paints.bold(title), text)),
    ...(state === 'ready' ? paragraph(paints.bold('Who gets it'), assignment === undefined ? 'Nobody yet: no supervisor keeps the team.' : assignmentWords(assignment)) : []),
  ].join('\n');
}

function factsOf(record: MissionRecord, now: number): readonly (readonly [string, string])[] {
  const { mission, state, handedOff, addedAt } = record;
  const lease = leaseOf(record);
  return [
    ['for', `${forWords(record).replace(/^for /, '')}${handedOff === undefined ? '' : ', to whom it was handed'}`],
    ...(lease === undefined ? [] : [['with', `${seatIn(lease.by)}, launch ${lease.epoch}, for ${formatDuration(now - lease.givenAt)}${lease.base === undefined ? '' : `, from ${lease.base.slice(0, 7)}`}`] as const]),
    ...('deadline' in state ? [['until', state.deadline > now ? `${formatDuration(state.deadline - now)} from now` : 'now'] as const] : []),
    ['priority', mission.priority],
    ['type', mission.type],
    ...(mission.model === undefined ? [] : [['model', mission.model] as const]),
    ...(mission.after.length === 0 ? [] : [['after', mission.after.map(seatIn).join(', ')] as const]),
    ['done when', isLookedAt(mission.accept) ? acceptanceWords(mission.accept) : 'its member says so'],
    ['a try takes', `at most ${formatDuration(mission.timeoutMs)}`],
    ['tried again', retryWords(mission)],
    ...(mission.context.length === 0 ? [] : [['context', mission.context.join(', ')] as const]),
    ['added', `${formatDuration(now - addedAt)} ago${originWords(mission)}`],
  ];
}

function originWords({ origin, reviews, merges }: Mission): string {
  if (reviews !== undefined) return `, to review ${seatIn(reviews.mission)}`;
  if (merges !== undefined) return `, to make ${seatIn(merges.mission)} fit for its merge`;
  return origin === 'added' ? ', while the team ran' : ', by the manifest';
}

/** What follows when a try fails. */
function retryWords({ retries, onFail, handoffTo }: Mission): string {
  const times = retries === 0 || onFail === 'escalate' ? 'never' : `${retries === 1 ? 'once' : `${retries} times`}, in ${onFail === 'fresh' ? 'a new' : 'the same'} conversation`;
  const ends = { retry: 'it has failed', fresh: 'it has failed', escalate: 'a superior is told', 'skip-dependants': 'what waits for it fails with it' };
  return `${times}; then ${handoffTo === undefined ? ends[onFail] : `${handoffTo} goes on with it`}`;
}

function tryLines({ by, epoch, startedAt, endedAt, result, because }: MissionTry, index: number, now: number): readonly string[] {
  const [reason, ...output] = (because ?? '').split('\n');
  const head = `  ${index + 1}. ${seatIn(by)}, launch ${epoch}: ${result} after ${formatDuration(endedAt - startedAt)}, ${formatDuration(now - endedAt)} ago`;
  return [`${head}${reason === '' ? '' : `: ${reason}`}`, ...output.map((line) => `     | ${line}`)];
}

/** Beyond its first line, which stands above: why it failed, or why it could not be checked. */
function lastWords({ state, tries }: MissionRecord): readonly (readonly [string, string])[] {
  if (state.state === 'verifying' && state.missed !== undefined) return [['The last check', state.missed.because]];
  const isTold = (state.state === 'failed' || state.state === 'parked') && state.because.includes('\n') && tries.at(-1)?.because !== state.because;
  return isTold ? [['Why', state.because]] : [];
}

function paragraph(title: string, text: string): readonly string[] {
  return ['', title, ...text.split('\n').map((line) => `  ${line}`.trimEnd())];
}

/** As `schemas/mission-show.schema.json` describes it. */
export function missionShowJson({ team, record, blocking, assignment }: ShownMission) {
  return { version: 1, team, mission: recordJson(record, blocking), ...(assignment === undefined ? {} : { assignment: assignmentJson(assignment) }) };
}

function assignmentJson({ to, because, candidates }: Assignment) {
  return { ...(to === undefined ? {} : { to }), ...(because === undefined ? {} : { because }), candidates };
}
