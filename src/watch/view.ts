import { countPhrases } from '../missions/overview.ts';
import { seatIn } from '../state/address.ts';
import type { MissionStateName } from '../state/mission.ts';
import { displayWidth } from '../util/display-width.ts';
import { formatDuration } from '../util/duration.ts';
import { keysInShort } from './keys.ts';
import { gap, memberColumns, memberLine, type Columns } from './member-line.ts';
import { isDown, isSame, type Happening, type TeamSight } from './sight.ts';
import { lastOf, treeIn, type WatchState } from './state.ts';
import { cell, fitted, plainLine, type Span, type StyledLine, type Tone } from './styled-line.ts';
import type { TreeRow } from './tree.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The whole screen: as many lines as it has rows, none wider than it. */
export function viewOf(state: WatchState, { columns, rows }: Size, now: number): readonly StyledLine[] {
  const body = state.mode.kind === 'page' ? page(state.mode, rows - 1) : teams(state, { columns, rows: rows - 1 }, now);
  const lines = [...body, foot(state)];
  return lines.slice(-rows).map((line) => fitted(line, columns));
}

function page({ title, lines, top }: WatchState['mode'] & { readonly kind: 'page' }, rows: number): StyledLine[] {
  return filled([plainLine(title, 'bold'), plainLine(''), ...lines.slice(top).map((line) => plainLine(`  ${line}`))], rows);
}

/** Summary, tree and events; on a small screen the tree goes last. */
function teams(state: WatchState, { columns, rows }: Size, now: number): StyledLine[] {
  const tree = treeIn(state);
  const layout = memberColumns(tree, columns);
  const mostEvents = rows < 12 ? 0 : Math.max(3, Math.floor(rows / 4));
  const treeRows = Math.max(1, Math.min(tree.length, rows - 2 - (mostEvents === 0 ? 0 : mostEvents + 1)));
  const top = firstShown(state, tree, treeRows);
  const shown = tree.slice(top, top + treeRows).map((row) => lineOf(row, { state, layout, now }));
  const head = [summary(state), heading(layout, { top, below: tree.length - top - shown.length })];
  const rest = rows - head.length - shown.length;
  return filled([...head, ...shown, ...(rest < 2 ? [] : events(state, rest, now))], rows);
}

function filled(lines: readonly StyledLine[], rows: number): StyledLine[] {
  return Array.from({ length: rows }, (_, index) => lines[index] ?? plainLine(''));
}

/** The selected line stands in the middle where not all have room. */
function firstShown({ selected }: WatchState, tree: readonly TreeRow[], rows: number): number {
  const index = tree.findIndex((row) => row.kind === 'member' && isSame(row.name, selected));
  return Math.max(0, Math.min(index - Math.floor(rows / 2), tree.length - rows));
}

/** Statuses in this order: what wants a person first. */
const counted = ['waiting', 'stuck', 'limited', 'exited', 'unknown', 'starting', 'working', 'idle'] as const;

function summary({ sights, hasLooked }: WatchState): StyledLine {
  if (sights.length === 0) return plainLine(`coders watch  ${hasLooked ? 'no team has been applied yet' : 'looking …'}`, 'bold');
  const members = sights.filter((sight) => !isDown(sight)).flatMap((sight) => sight.members);
  const counts = counted.flatMap((word) => {
    const count = members.filter(({ status }) => status.status === word).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const held = members.filter(({ care }) => care?.hold !== undefined).length;
  const words = [`${sights.length} ${sights.length === 1 ? 'team' : 'teams'}`, `${members.length} ${members.length === 1 ? 'member' : 'members'}`, ...counts, ...(held === 0 ? [] : [`${held} held`])];
  return { spans: [{ text: 'coders watch  ', tone: 'bold' }, { text: words.join(', ') }] };
}

function heading({ headings: [first = '', ...rest] }: Columns, { top, below }: { readonly top: number; readonly below: number }): StyledLine {
  const hidden = `${top > 0 ? ` ↑${top}` : ''}${below > 0 ? ` ↓${below}` : ''}`;
  const marked = hidden === '' ? first : cell(`${first.trimEnd()}${hidden}`, displayWidth(first));
  return plainLine([marked, ...rest].join(gap), 'faint');
}

interface Scene {
  readonly state: WatchState;
  readonly layout: Columns;
  readonly now: number;
}

function lineOf(row: TreeRow, { state, layout, now }: Scene): StyledLine {
  if (row.kind === 'team') return teamLine(row.sight, state.happenings, now);
  return memberLine(row, { layout, now, isSelected: isSame(row.name, state.selected), last: lastOf(row.name, state.happenings) });
}

function teamLine(sight: TeamSight, happenings: readonly Happening[], now: number): StyledLine {
  const { team: { name, appliedAt }, paused, problem, missions, troubles = [] } = sight;
  const down = isDown(sight) ? happenings.findLast(({ team, type }) => team === name && type === 'down') : undefined;
  const what = problem ?? (isDown(sight) ? `down${down === undefined ? '' : ` for ${formatDuration(now - down.at)}`}` : `applied ${formatDuration(now - appliedAt)} ago`);
  return { spans: [{ text: name, tone: 'bold' }, { text: `  ${what}`, tone: problem === undefined ? 'faint' : 'bad' }, ...troubles.map((text) => ({ text: `  ${text}`, tone: 'bad' as const })), ...(paused === undefined ? [] : [{ text: `  paused: ${paused}`, tone: 'warning' as const }]), ...missionSpans(missions)] };
}

/** What a person has to see to stands out. */
const toneOf: Readonly<Partial<Record<MissionStateName, Tone>>> = { failed: 'bad', parked: 'warning' };

function missionSpans(missions: TeamSight['missions']): readonly Span[] {
  const phrases = missions === undefined ? [] : countPhrases(missions.counts);
  return phrases.map(({ state, text }, index) => ({ text: `${index === 0 ? '  missions: ' : ', '}${text}`, tone: toneOf[state] ?? 'faint' }));
}

/** Below a rule that tells the last event of the selected member, the last events of all. */
function events({ happenings, selected }: WatchState, rows: number, now: number): StyledLine[] {
  const last = selected === undefined ? undefined : lastOf(selected, happenings);
  const rule = last === undefined ? 'Events' : `Events, the last of ${seatIn(selected!.address)} ${ago(last, now)}: ${last.phrase}`;
  const lines = happenings.slice(-(rows - 1)).map((one) => happeningLine(one, now));
  return [{ spans: [{ text: '── ', tone: 'faint' }, { text: rule, tone: 'bold' }] }, ...lines];
}

function happeningLine(happening: Happening, now: number): StyledLine {
  const { team, address, phrase } = happening;
  const who = address === undefined ? [] : [{ text: `  ${seatIn(address)}` }];
  return { spans: [{ text: `${ago(happening, now).padStart(11)}  ${team}`, tone: 'faint' }, ...who, { text: `  ${phrase}` }] };
}

function ago({ at }: Happening, now: number): string {
  return `${formatDuration(now - at)} ago`;
}

function foot({ mode, notice }: WatchState): StyledLine {
  if (mode.kind === 'page') return plainLine('↑↓ scroll  any other key goes back', 'faint');
  if (mode.kind === 'asking') return plainLine(mode.question, 'warning');
  if (mode.kind === 'writing') return draftLine(mode);
  if (notice !== undefined) return plainLine(notice.text, notice.isFailure ? 'bad' : 'good');
  return plainLine(keysInShort, 'faint');
}

/** The end of a long line is what a person writes at. */
function draftLine({ to, draft }: WatchState['mode'] & { readonly kind: 'writing' }): StyledLine {
  const words = (from: number, to?: number) => draft.pieces.slice(from, to).map(({ text, label }) => label ?? text.replace('\n', '⏎'));
  const before = words(0, draft.cursor).slice(-draftShown).join('');
  return { spans: [{ text: `To ${seatIn(to.address)}: `, tone: 'bold' }, { text: before }, { text: '▏', tone: 'warning' }, { text: words(draft.cursor).join('') }] };
}

/** Of what stands before the cursor, in characters. */
const draftShown = 48;
