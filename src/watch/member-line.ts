import type { LatestTurn } from '../health/member-status.ts';
import { heldName, type HeldMission } from '../missions/overview.ts';
import { seatIn } from '../state/address.ts';
import type { Status } from '../state/evidence.ts';
import { sumOfAll } from '../state/turn.ts';
import { displayWidth } from '../util/display-width.ts';
import { formatDuration } from '../util/duration.ts';
import { shortCount } from '../util/short-count.ts';
import type { Happening, MemberSight } from './sight.ts';
import { cell, type StyledLine, type Tone } from './styled-line.ts';
import type { TreeRow } from './tree.ts';

/** How wide each column is; `mission` and `last` are 0 where a terminal has no room for them, and `mission` where nobody has one. */
export interface Columns {
  readonly member: number;
  readonly mission: number;
  readonly doing: number;
  readonly last: number;
  /** As wide as their columns. */
  readonly headings: readonly string[];
}

const widths = { status: 8, since: 8, tokens: 6 };
/** Between two columns. */
export const gap = '  ';

/** Shares a line's width among the columns: what a member does comes before what last happened to it. */
export function memberColumns(tree: readonly TreeRow[], columns: number): Columns {
  const labels = tree.flatMap((row) => (row.kind === 'member' ? [displayWidth(row.label)] : []));
  const member = Math.min(Math.max('MEMBER'.length + 2, ...labels), Math.max(16, Math.floor(columns / 3)));
  const room = Math.max(0, columns - member - widths.status - widths.since - widths.tokens - 4 * gap.length);
  const mission = room < roomForAll ? 0 : missionWidth(tree, Math.max(16, Math.floor(room / 6)));
  const rest = room - (mission === 0 ? 0 : mission + gap.length);
  const last = room < roomForAll ? 0 : Math.floor(rest / 2);
  const doing = last === 0 ? rest : rest - last - gap.length;
  const headings = [
    cell('  MEMBER', member), cell('STATUS', widths.status), cell('SINCE', widths.since), cell('TOKENS', widths.tokens, 'right'),
    ...(mission === 0 ? [] : [cell('MISSION', mission)]), cell('DOING', doing), ...(last === 0 ? [] : ['LAST EVENT']),
  ];
  return { member, mission, doing, last, headings };
}

/** What a member does, its mission and its last event stand beside each other from so many columns on. */
const roomForAll = 80;

function missionWidth(tree: readonly TreeRow[], most: number): number {
  const names = tree.flatMap((row) => (row.kind === 'member' && row.member.mission !== undefined ? [displayWidth(heldName(row.member.mission))] : []));
  return names.length === 0 ? 0 : Math.min(most, Math.max('MISSION'.length, ...names));
}

const toneOf: Readonly<Record<Status, Tone>> = { working: 'good', idle: 'calm', starting: 'warning', waiting: 'warning', limited: 'warning', stuck: 'bad', unknown: 'faint', exited: 'bad' };

export interface MemberScene {
  readonly layout: Columns;
  readonly now: number;
  readonly isSelected: boolean;
  readonly last: Happening | undefined;
}

/** A member's line of the tree. */
export function memberLine({ label, member }: TreeRow & { readonly kind: 'member' }, { layout, now, isSelected, last }: MemberScene): StyledLine {
  const { status: { status, since, usage } } = member;
  const marked = isSelected ? label.replace(/^ /, '▸') : label;
  return {
    isSelected,
    spans: [
      { text: cell(marked, layout.member) + gap },
      { text: cell(status, widths.status) + gap, tone: toneOf[status] },
      { text: cell(since === undefined ? '' : formatDuration(now - since), widths.since) + gap },
      { text: cell(usage === undefined ? '' : shortCount(sumOfAll(usage.tokens)), widths.tokens, 'right') + gap, tone: 'faint' },
      ...(layout.mission === 0 ? [] : [{ text: cell(member.mission === undefined ? '' : heldName(member.mission), layout.mission) + gap }]),
      ...doingSpans(member, layout, now),
      ...(layout.last === 0 ? [] : [{ text: gap + cell(last === undefined ? '' : `${formatDuration(now - last.at)} ago: ${last.phrase}`, layout.last), tone: 'faint' as const }]),
    ],
  };
}

function doingSpans(member: MemberSight, { doing: width, mission }: Columns, now: number): StyledLine['spans'] {
  const flags = flagsOf(member, now).join('; ');
  const doing = doingOf(member, mission === 0);
  if (flags === '') return [{ text: cell(doing, width) }];
  const flag = cell(doing === '' ? flags : `${flags}; `, Math.min(width, displayWidth(flags) + (doing === '' ? 0 : 2)));
  return [{ text: flag, tone: 'warning' }, { text: cell(doing, width - displayWidth(flag)) }];
}

/** What the supervisor does with it, or does not: that comes before what it is at. */
function flagsOf({ care, status: { attended, epoch } }: MemberSight, now: number): string[] {
  const { quarantine, hold, park, retryAt, restart } = care ?? {};
  return [
    quarantine === undefined ? undefined : `quarantined: ${quarantine.because}`,
    hold === undefined ? undefined : `held: ${hold.because}`,
    park === undefined ? undefined : `parked, ${park.until === undefined ? 'nothing tells for how long' : `for ${formatDuration(park.until - now)} more`}`,
    restart === undefined || restart.epoch !== epoch ? undefined : 'to be restarted',
    retryAt === undefined || retryAt <= now ? undefined : `started again in ${formatDuration(retryAt - now)}`,
    attended ? 'looked at' : undefined,
  ].flatMap((words) => words ?? []);
}

/**
 * What it is at, or waits for, as its tool tells it; else the prompt of the turn that it is in. Its mission, where that has
 * no column of its own, is cut after the one and before the other: prompts are long.
 */
function doingOf({ mission, status: { status, detail, turn } }: MemberSight, withMission: boolean): string {
  const isInTurn = ['working', 'waiting', 'limited', 'stuck'].includes(status);
  const shown = mission === undefined || !withMission ? undefined : mission;
  const prompt = detail !== undefined || turn === undefined || !isInTurn ? undefined : turnWords(turn, shown);
  return [detail, ...(shown === undefined ? [] : [heldName(shown)]), prompt].filter((words) => words !== undefined).join('; ');
}

/** Of the prompt that gave it the mission, the first line says no more than the mission's name beside it. */
function turnWords({ number, prompt }: LatestTurn, mission: HeldMission | undefined): string {
  const isOfMission = mission !== undefined && prompt.startsWith(`Mission ${seatIn(mission.address)}`);
  return isOfMission ? `turn ${number}` : `turn ${number}: ${prompt}`;
}
