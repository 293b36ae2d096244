import { careWords } from '../../health/care-words.ts';
import type { LatestTurn, MemberStatus } from '../../health/member-status.ts';
import { countWords, heldName, type HeldMission, type MissionsOverview } from '../../missions/overview.ts';
import type { Status } from '../../state/evidence.ts';
import { seatIn } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { formatDuration } from '../../util/duration.ts';
import type { Keeping } from '../keeping.ts';
import { careJson } from './care.ts';
import { healthJson, healthWords, silenceWords } from './health.ts';
import { keepingJson, keepingWords } from './keeping.ts';
import { moments } from './moments.ts';
import { palette, type Paint } from './palette.ts';
import { contextLeft, contextWords, usageWords } from './usage.ts';

export interface StatusStyle {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly color: boolean;
  /** Whether all that is known is said of each member. */
  readonly verbose: boolean;
  /** Who sees that the team stays as it is. */
  readonly keeping?: Keeping;
  readonly missions?: MissionsOverview;
}

/** A row a member: seat, status, since when, tool and model, what it used, its mission, remarks. What it is at, and how it ended, stands below. */
export function statusText(team: AppliedTeam, statuses: readonly MemberStatus[], style: StatusStyle): string {
  const { now, color, missions } = style;
  const { bold, faint, green, yellow, red, blue } = palette(color);
  const paintOf: Record<Status, Paint> = { working: green, idle: blue, starting: yellow, waiting: yellow, limited: yellow, stuck: red, unknown: faint, exited: red };
  const rows = statuses.map((status) => cells(status, missions?.byMember.get(status.member.address), now));
  const widths = [0, 1, 2, 3, 4, 5, 6].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 0));
  const lines = rows.flatMap((row, index) => {
    const status = statuses[index]!;
    const cellTexts = row.flatMap((cell, column) => {
      const padded = cell.padEnd(widths[column] ?? 0);
      if (padded === '' && column < row.length - 1) return []; // what is known of nobody has no column
      return column === 1 ? paintOf[status.status](padded) : column === 0 ? padded : faint(padded);
    });
    return [cellTexts.join('  ').trimEnd(), ...below(status, style).map((line) => `    ${faint(line)}`)];
  });
  const count = `${statuses.length} ${statuses.length === 1 ? 'member' : 'members'}`;
  const counts = missions === undefined ? '' : countWords(missions.counts);
  return [`${bold(`Team ${team.name}`)}, ${count}, applied ${formatDuration(now - team.appliedAt)} ago${keepingWords(style.keeping, now).map((words) => `, ${words}`).join('')}`, ...lines.map((line) => `  ${line}`), ...(counts === '' ? [] : [`Missions: ${counts}`])].join('\n');
}

/** One line that says what a member is now, as an event is told. */
export function changeText(team: string, { member, status, detail }: MemberStatus, { now, color }: Pick<StatusStyle, 'now' | 'color'>): string {
  const { bold, faint } = palette(color);
  return [faint(new Date(now).toISOString()), team, bold(seatIn(member.address)), `now ${status}${detail === undefined ? '' : ` (${detail})`}`].join('  ');
}

function cells(one: MemberStatus, mission: HeldMission | undefined, now: number): string[] {
  const { member, status, detail, since, attended, usage, context, care, epoch } = one;
  const remarks = [detail, silenceWords(one, now), ...(care === undefined ? [] : careWords(care, { now, ...(epoch === undefined ? {} : { epoch }) })), attended ? 'looked at' : undefined];
  return [
    seatIn(member.address),
    status,
    since === undefined ? '' : `for ${formatDuration(now - since)}`,
    member.tool === 'command' ? member.tool : `${member.tool} (${member.model})`,
    usage === undefined ? '' : usageWords(usage),
    context === undefined ? '' : contextWords(context),
    mission === undefined ? '' : `mission ${heldName(mission)}${mission.state === 'working' ? '' : `, ${mission.state}`}`,
    remarks.flatMap((words) => (words === undefined ? [] : [`(${words})`])).join(' '),
  ];
}

/** What is too long for a row: the turn of a member that is in one, the last lines of one that has ended. */
function below(one: MemberStatus, { now, verbose }: StatusStyle): string[] {
  const { member, status, since, turn, lastLines = [], startedAt, epoch } = one;
  const isInTurn = ['working', 'waiting', 'limited', 'stuck'].includes(status);
  const launch = startedAt === undefined || epoch === undefined ? undefined : `launch ${epoch}, ${formatDuration(now - startedAt)} ago`;
  const rest = [member.branch === undefined ? undefined : `branch ${member.branch}`, launch].filter((words) => words !== undefined).join(', ');
  return [
    ...(turn !== undefined && (isInTurn || verbose) ? [`turn ${turn.number}${turn.at === since ? '' : `, ${timeOf(turn, now)}`}: ${inShort(turn.prompt)}`] : []),
    ...lastLines.map((line) => `| ${line}`),
    ...(verbose && rest !== '' ? [rest] : []),
    ...(verbose && one.pid !== undefined ? [healthWords(one, now)] : []),
  ];
}

const mostPrompt = 48;

function timeOf({ at, endedAt }: LatestTurn, now: number): string {
  return endedAt === undefined ? `for ${formatDuration(now - at)}` : `took ${formatDuration(endedAt - at)}`;
}

function inShort(prompt: string): string {
  const characters = [...prompt];
  return characters.length > mostPrompt ? `${characters.slice(0, mostPrompt - 1).join('')}…` : prompt;
}

/** As `schemas/status.schema.json` describes it. */
export function statusJson(team: AppliedTeam, statuses: readonly MemberStatus[], { now, keeping, missions }: Required<Pick<StatusStyle, 'now' | 'keeping' | 'missions'>>) {
  return {
    version: 1,
    team: team.name,
    manifest: team.file,
    appliedAt: new Date(team.appliedAt).toISOString(),
    keeping: keepingJson(keeping),
    members: statuses.map((status) => ({ ...memberJson(status, now), ...missionJson(missions.byMember.get(status.member.address)) })),
    missions: missions.counts,
  };
}

function missionJson(mission: HeldMission | undefined): { readonly mission?: HeldMission } {
  return mission === undefined ? {} : { mission };
}

function memberJson(one: MemberStatus, now: number) {
  const { member, since, startedAt, turn, context, care, verdict: _verdict, pid: _pid, heartbeat: _heartbeat, figures: _figures, ...status } = one;
  const { declared: _declared, stuckAfterMs: _stuckAfterMs, heartbeatMs: _heartbeatMs, ...settings } = member;
  const left = context === undefined ? undefined : contextLeft(context);
  return {
    ...settings,
    ...status,
    ...moments({ since, startedAt }),
    health: healthJson(one),
    ...(care === undefined ? {} : careJson(care, { now, epoch: status.epoch })),
    ...(turn === undefined ? {} : { turn: { number: turn.number, prompt: turn.prompt, ...moments({ at: turn.at, endedAt: turn.endedAt }) } }),
    ...(context === undefined ? {} : { context: { ...context, ...(left === undefined ? {} : { left }) } }),
  };
}
