import { stateMarks } from '../../missions/state-marks.ts';
import type { MissionResult } from '../../reconcile/results.ts';
import { seatIn } from '../../state/address.ts';
import type { Change } from '../../host/git/own-commits.ts';
import type { MergeNote } from '../../state/discipline.ts';
import { firstLine } from '../../missions/bounded.ts';
import { statePaint } from './mission-words.ts';
import { palette } from './palette.ts';

/** All missions of a team, with what they came to. */
export interface Results {
  readonly team: string;
  readonly missions: readonly MissionResult[];
}

/** How many commits, files and lines of output are shown of each mission. */
const most = 10;

/** A paragraph for each mission. */
export function resultsText({ team, missions }: Results, color: boolean): string {
  if (missions.length === 0) return `Team ${team} has no missions.`;
  return missions.map((result) => missionText(result, { missions, color })).join('\n\n');
}

function missionText(result: MissionResult, { missions, color }: Pick<Results, 'missions'> & { readonly color: boolean }): string {
  const paints = palette(color);
  const { record: { mission: { address }, state }, change, acceptance, closingWords } = result;
  const title = `${paints.bold(seatIn(address))}  ${statePaint(state.state, paints)(`${stateMarks[state.state]} ${state.state}`)}${whoseWords(result)}`;
  return [
    title,
    ...mergeLines(result, missions).map((line) => `  ${line}`),
    ...(change === undefined ? [] : [`  ${changeWords(change)}`, ...firstOf(change.commits).map((commit) => `    ${commit}`), ...firstOf(change.files.map(fileWords)).map((file) => `    ${paints.faint(file)}`)]),
    ...(acceptance === undefined || acceptance.output === '' ? [] : ['  The check printed', ...lastOf(acceptance.output).map((line) => `    ${paints.faint(line)}`)]),
    ...(closingWords === undefined ? [] : ['  Its last words', ...lastOf(closingWords).map((line) => `    ${line}`)]),
  ].join('\n');
}

function whoseWords({ record: { state } }: MissionResult): string {
  if (state.state === 'done') return `, ${seatIn(state.by)}${state.commit === undefined ? '' : ` at ${state.commit.slice(0, 10)}`}`;
  return 'because' in state && state.because !== undefined ? `: ${firstLine(state.because)}` : '';
}

/** Whether it is merged, and what its tag is called, as sentences. */
export function mergeLines({ merge, tag }: MissionResult, missions: Results['missions']): readonly string[] {
  return [...(merge === undefined ? [] : [mergeWords(merge, missions)]), ...(tag === undefined ? [] : [`Tagged ${tag}.`])];
}

function mergeWords(merge: MergeNote, missions: Results['missions']): string {
  const righted = rightedBy(merge, missions);
  if (righted?.merge?.state === 'merged') return `Merged with ${seatIn(righted.record.mission.address)} at ${righted.merge.result.slice(0, 10)}.`;
  if (merge.state === 'merged') return `Merged at ${merge.result.slice(0, 10)}.`;
  if (merge.state === 'merging') return 'It is being merged.';
  const by = 'by' in merge && merge.by !== undefined ? ` ${seatIn(merge.by)} puts it right.` : '';
  return `Not merged: ${firstLine(merge.because)}${by}`;
}

/** Of what did not go into the branch: the mission that put it right and brought it along, once that is merged. */
export function rightedBy(merge: MergeNote | undefined, missions: Results['missions']): MissionResult | undefined {
  if (merge === undefined || !('by' in merge) || merge.by === undefined) return undefined;
  const next = missions.find(({ record: { mission: { address } } }) => address === merge.by);
  return next?.merge?.state === 'merged' ? next : rightedBy(next?.merge, missions);
}

/** How much it is, in one line. */
export function changeWords({ commits, files }: Change): string {
  const sum = (count: (file: Change['files'][number]) => number | undefined): number => files.reduce((all, file) => all + (count(file) ?? 0), 0);
  return `${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}, ${files.length} ${files.length === 1 ? 'file' : 'files'}, +${sum(({ added }) => added)} −${sum(({ removed }) => removed)}`;
}

export function fileWords({ path, added, removed }: Change['files'][number]): string {
  return added === undefined || removed === undefined ? `${path}  (no text)` : `${path}  +${added} −${removed}`;
}

function firstOf(lines: readonly string[]): readonly string[] {
  return lines.length > most ? [...lines.slice(0, most), `… and ${lines.length - most} more`] : lines;
}

function lastOf(text: string): readonly string[] {
  const lines = text.trimEnd().split('\n');
  return lines.length > most ? ['…', ...lines.slice(-most)] : lines;
}
