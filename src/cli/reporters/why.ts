import type { MemberStatus } from '../../health/member-status.ts';
import { seatIn } from '../../state/address.ts';
import type { Evidence, Question, Reading } from '../../state/evidence.ts';
import type { RemoteMember } from '../../state/sharing.ts';
import { formatDuration } from '../../util/duration.ts';
import { palette } from './palette.ts';

export interface WhyStyle {
  /** Absent for a member whose program has ended. */
  readonly because: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly color: boolean;
}

/** The status and its reason in a line, then a line for each piece of evidence. */
export function whyText({ member, status, detail, since, verdict }: MemberStatus, { because, now, color }: WhyStyle): string {
  const { bold, faint } = palette(color);
  const is = since === undefined ? `is ${status}` : `has been ${status} for ${formatDuration(now - since)}`;
  const what = `${seatIn(member.address)} ${is}${detail === undefined ? '' : ` (${detail})`}`;
  if (verdict === undefined) return `${bold(what)}: that is what tmux tells of its window.`;
  const rows = verdict.evidence.map((evidence) => [evidence === verdict.by ? '→' : ' ', evidence.source, readingWords(evidence.reading), ageOf(evidence, now), evidence.rule]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length), 0));
  const lines = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}`);
  return [bold(`${what}: ${because ?? ''}.`), ...lines.map((line) => (line.startsWith('  →') ? line : faint(line)))].join('\n');
}

/** As `schemas/why.schema.json` describes it. */
export function whyJson({ member, status, detail, since, verdict, epoch, pane }: MemberStatus, because: string | undefined) {
  return {
    address: member.address,
    tool: member.tool,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    ...(epoch === undefined ? {} : { epoch }),
    ...(pane === undefined ? {} : { pane }),
    ...(because === undefined ? {} : { because }),
    evidence: (verdict?.evidence ?? []).map((evidence) => ({
      source: evidence.source,
      rule: evidence.rule,
      says: readingWords(evidence.reading),
      ...(evidence.at === undefined ? {} : { at: new Date(evidence.at).toISOString() }),
      decided: evidence === verdict?.by,
    })),
  };
}

/** Of a member that another host runs nothing is known here but where to ask. */
export function whyElsewhereText({ address, host }: RemoteMember, color: boolean): string {
  return `${palette(color).bold(`${seatIn(address)} runs on ${host}`)}: what it does is not known here. There, coders why ${seatIn(address)} tells.`;
}

/** The same as `schemas/why.schema.json` describes it. */
export function whyElsewhereJson({ address, host, tool }: RemoteMember) {
  return { address, tool, host, status: 'unknown', because: `it runs on the host ${host}`, evidence: [] };
}

function ageOf({ at }: Evidence, now: number): string {
  return at === undefined ? 'now' : `${formatDuration(now - at)} ago`;
}

function readingWords(reading: Reading): string {
  if (reading.status === 'waiting') return `waiting: ${questionWords(reading.for)}`;
  if (reading.status === 'limited') return `limited until ${reading.until === undefined ? 'an unknown time' : new Date(reading.until).toISOString()}`;
  return reading.status === 'working' && reading.doing !== undefined ? `working: ${reading.doing}` : reading.status;
}

function questionWords({ kind, text }: Question): string {
  return text === undefined ? kind : `${kind}, ${text.split('\n')[0]}`;
}
