import type { MemberStatus } from '../../health/member-status.ts';
import type { Status } from '../../state/evidence.ts';
import { seatIn } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { formatDuration } from '../../util/duration.ts';
import { palette, type Paint } from './palette.ts';
import { usageWords } from './usage.ts';

export interface StatusStyle {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly color: boolean;
}

/** A row a member: seat, status, tool and model, how long this launch runs, what it used, branch and remarks. */
export function statusText(team: AppliedTeam, statuses: readonly MemberStatus[], { now, color }: StatusStyle): string {
  const { bold, faint, green, yellow, red, blue } = palette(color);
  const paintOf: Record<Status, Paint> = { working: green, idle: blue, starting: yellow, waiting: yellow, limited: yellow, unknown: faint, exited: red };
  const rows = statuses.map((status) => cells(status, now));
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 0));
  const lines = rows.map((row, index) => row.flatMap((cell, column) => {
    const padded = cell.padEnd(widths[column] ?? 0);
    if (padded === '' && column < row.length - 1) return []; // what is known of nobody has no column
    return column === 1 ? paintOf[statuses[index]!.status](padded) : column === 0 ? padded : faint(padded);
  }).join('  ').trimEnd());
  const count = `${statuses.length} ${statuses.length === 1 ? 'member' : 'members'}`;
  return [`${bold(`Team ${team.name}`)}, ${count}, applied ${formatDuration(now - team.appliedAt)} ago`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function cells({ member, status, detail, startedAt, attended, usage }: MemberStatus, now: number): string[] {
  return [
    seatIn(member.address),
    status,
    member.tool === 'command' ? member.tool : `${member.tool} (${member.model})`,
    startedAt === undefined ? '' : `for ${formatDuration(now - startedAt)}`,
    usage === undefined ? '' : usageWords(usage),
    [member.branch ?? '', ...[detail, attended ? 'looked at' : undefined].flatMap((words) => (words === undefined ? [] : [`(${words})`]))].join(' ').trim(),
  ];
}

/** As `schemas/status.schema.json` describes it. */
export function statusJson(team: AppliedTeam, statuses: readonly MemberStatus[]) {
  return {
    version: 1,
    team: team.name,
    manifest: team.file,
    appliedAt: new Date(team.appliedAt).toISOString(),
    members: statuses.map(({ member: { declared: _declared, ...member }, startedAt, verdict: _verdict, usage, ...status }) => ({
      ...member,
      ...status,
      ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
      ...(usage === undefined ? {} : { usage }),
    })),
  };
}
