import { together } from '../../diagnostics/words.ts';
import { careWords } from '../../health/care-words.ts';
import type { LatestTurn, MemberStatus } from '../../health/member-status.ts';
import { countWords, heldName, type HeldMission, type MissionsOverview } from '../../missions/overview.ts';
import type { Status } from '../../state/evidence.ts';
import { seatIn } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import type { RemoteMember } from '../../state/sharing.ts';
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
  /** Those that other hosts run: what they do is not known here. */
  readonly elsewhere?: readonly RemoteMember[];
}

/** A row a member: seat, status, since when, tool and model, what it used, its mission, remarks. What it is at, and how it ended, stands below. */
export function statusText(team: AppliedTeam, statuses: readonly MemberStatus[], style: StatusStyle): string {
  const { now, color, missions, elsewhere = [] } = style;
  const { bold, faint, green, yellow, red, blue } = palette(color);
  const paintOf: Record<Status, Paint> = { working: green, idle: blue, starting: yellow, waiting: yellow, limited: yellow, stuck: red, unknown: faint, exited: red };
  const rows: readonly Row[] = [
    ...statuses.map((status) => ({ cells: cells(status, missions?.byMember.get(status.member.address), now), paint: paintOf[status.status], below: below(status, style) })),
    ...elsewhere.map((member) => ({ cells: cellsElsewhere(member, missions?.byMember.get(member.address)), paint: faint, below: [] })),
  ];
  const widths = [0, 1, 2, 3, 4, 5, 6].map((column) => Math.max(...rows.map((row) => row.cells[column]?.length ?? 0), 0));
  const lines = rows.flatMap((row) => {
    const cellTexts = row.cells.flatMap((cell, column) => {
      const padded = cell.padEnd(widths[column] ?? 0);
      if (padded === '' && column < row.cells.length - 1) return []; // what is known of nobody has no column
      return column === 1 ? row.paint(padded) : column === 0 ? padded : faint(padded);
    });
    return [cellTexts.join('  ').trimEnd(), ...row.below.map((line) => `    ${faint(line)}`)];
  });
  const counts = missions === undefined ? '' : countWords(missions.counts);
  return [`${bold(`Team ${team.name}`)}, ${countOfMembers(statuses.length, elsewhere)}, applied ${formatDuration(now - team.appliedAt)} ago${keepingWords(style.keeping, now).map((words) => `, ${words}`).join('')}`, ...lines.map((line) => `  ${line}`), ...(counts === '' ? [] : [`Missions: ${counts}`])].join('\n');
}

/** A member's cells, and how its status is painted. */
interface Row {
  readonly cells: readonly string[];
  readonly paint: Paint;
  readonly below: readonly string[];
}

/** `3 members, 1 of them on beta`. */
function countOfMembers(here: number, elsewhere: readonly RemoteMember[]): string {
  const all = here + elsewhere.length;
  const count = `${all} ${all === 1 ? 'member' : 'members'}`;
  return elsewhere.length === 0 ? count : `${count}, ${elsewhere.length} of them on ${together([...new Set(elsewhere.map(({ host }) => host))])}`;
}

/** One line that says what a member is now, as an event is told. */
export function changeText(team: string, { member, status, detail }: MemberStatus, { now, color }: Pick<StatusStyle, 'now' | 'color'>): string {
  const { bold, faint } = palette(color);
  return [faint(new Date(now).toISOString()), team, bold(seatIn(member.address)), `now ${status}${detail === undefined ? '' : ` (${detail})`}`].join('  ');
}

function cellsElsewhere({ address, host, tool, model }: RemoteMember, mission: HeldMission | undefined): string[] {
  return [seatIn(address), `on ${host}`, '', toolWords(tool, model), '', '', missionWords(mission), ''];
}

function toolWords(tool: string, model: string): string {
  return tool === 'command' ? tool : `${tool} (${model})`;
}

function missionWords(mission: HeldMission | undefined): string {
  return mission === undefined ? '' : `mission ${heldName(mission)}${mission.state === 'working' ? '' : `, ${mission.state}`}`;
}

function cells(one: MemberStatus, mission: HeldMission | undefined, now: number): string[] {
  const { member, status, detail, since, attended, usage, context, care, epoch } = one;
  const remarks = [detail, silenceWords(one, now), ...(care === undefined ? [] : careWords(care, { now, ...(epoch === undefined ? {} : { epoch }) })), attended ? 'looked at' : undefined];
  return [
    seatIn(member.address),
    status,
    since === undefined ? '' : `for ${formatDuration(now - since)}`,
    toolWords(member.tool, member.model),
    usage === undefined ? '' : usageWords(usage),
    context === undefined ? '' : contextWords(context),
    missionWords(mission),
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
export function statusJson(team: AppliedTeam, statuses: readonly MemberStatus[], { now, keeping, missions, elsewhere }: Required<Pick<StatusStyle, 'now' | 'keeping' | 'missions' | 'elsewhere'>>) {
  return {
    version: 1,
    team: team.name,
    manifest: team.file,
    appliedAt: new Date(team.appliedAt).toISOString(),
    keeping: keepingJson(keeping),
    members: statuses.map((status) => ({ ...memberJson(status, now), ...missionJson(missions.byMember.get(status.member.address)) })),
    elsewhere: elsewhere.map((member) => ({ ...member, ...missionJson(missions.byMember.get(member.address)) })),
    missions: missions.counts,
  };
}

function missionJson(mission: HeldMission | undefined): { readonly mission?: HeldMission } {
  return mission === undefined ? {} : { mission };
}

function memberJson(one: MemberStatus, now: number) {
  const { member, since, startedAt, turn, context, care, verdict: _verdict, pid: _pid, heartbeat: _heartbeat, figures: _figures, ...status } = one;
  const { declared: _declared, stuckAfterMs: _stuckAfterMs, heartbeatMs: _heartbeatMs, talksTo: _talksTo, ...settings } = member;
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
