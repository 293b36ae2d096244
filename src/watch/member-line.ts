import type { Status } from '../state/evidence.ts';
import { sumOfAll } from '../state/turn.ts';
import { displayWidth } from '../util/display-width.ts';
import { formatDuration } from '../util/duration.ts';
import { shortCount } from '../util/short-count.ts';
import type { Happening, MemberSight } from './sight.ts';
import { cell, type StyledLine, type Tone } from './styled-line.ts';
import type { TreeRow } from './tree.ts';

/** How wide each column is; `last` is 0 where a terminal has no room for it. */
export interface Columns {
  readonly member: number;
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
  const rest = Math.max(0, columns - member - widths.status - widths.since - widths.tokens - 4 * gap.length);
  const last = rest < 80 ? 0 : Math.floor(rest / 2);
  const doing = last === 0 ? rest : rest - last - gap.length;
  const headings = [cell('  MEMBER', member), cell('STATUS', widths.status), cell('SINCE', widths.since), cell('TOKENS', widths.tokens, 'right'), cell('DOING', doing), ...(last === 0 ? [] : ['LAST EVENT'])];
  return { member, doing, last, headings };
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
      ...doingSpans(member, layout.doing, now),
      ...(layout.last === 0 ? [] : [{ text: gap + cell(last === undefined ? '' : `${formatDuration(now - last.at)} ago: ${last.phrase}`, layout.last), tone: 'faint' as const }]),
    ],
  };
}

function doingSpans(member: MemberSight, width: number, now: number): StyledLine['spans'] {
  const flags = flagsOf(member, now).join('; ');
  if (flags === '') return [{ text: cell(doingOf(member), width) }];
  const doing = doingOf(member);
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

/** What it is at, or waits for, as its tool tells it; else the prompt of the turn that it is in. */
function doingOf({ status: { status, detail, turn } }: MemberSight): string {
  if (detail !== undefined) return detail;
  const isInTurn = ['working', 'waiting', 'limited', 'stuck'].includes(status);
  return turn === undefined || !isInTurn ? '' : `turn ${turn.number}: ${turn.prompt}`;
}
