import type { TmuxSettings } from '../../manifest/manifest.ts';
import type { AppliedMember, AppliedTeam } from '../../state/applied-team.ts';
import type { MemberSettings } from '../../state/desired.ts';
import type { RecordedEvent, TeamEvent } from '../../state/event.ts';
import type { LaunchPrompt, LaunchRecord, WorktreeRecord } from '../../state/observed.ts';
import type { Environment } from '../../state/whereabouts.ts';

export interface TeamRow {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly tmux: string;
  readonly members: string;
  readonly applied_at: number;
}

export interface LaunchRow {
  readonly address: string;
  readonly epoch: number;
  readonly fingerprint: string;
  readonly conversation: string | null;
  readonly settings: string;
  readonly pane: string | null;
  readonly server: string | null;
  readonly at: number;
  /** Null for a launch that an older version made. */
  readonly whereabouts: string | null;
  /** Null also for a launch that an older version made. */
  readonly prompt: string | null;
}

export interface WorktreeRow {
  readonly path: string;
  readonly address: string;
  readonly repository: string;
  readonly branch: string;
  readonly base: string | null;
}

export interface EventRow {
  readonly id: number;
  readonly team: string;
  readonly at: number;
  readonly body: string;
}

export function eventFromRow({ id, team, at, body }: EventRow): RecordedEvent {
  return { ...(JSON.parse(body) as TeamEvent), id, team, at };
}

export function teamFromRow(row: TeamRow): AppliedTeam {
  return {
    name: row.name,
    file: row.file,
    text: row.text,
    tmux: JSON.parse(row.tmux) as TmuxSettings,
    members: JSON.parse(row.members) as AppliedMember[],
    appliedAt: row.applied_at,
  };
}

export function launchFromRow(row: LaunchRow): LaunchRecord {
  return {
    address: row.address,
    epoch: row.epoch,
    fingerprint: row.fingerprint,
    settings: JSON.parse(row.settings) as MemberSettings,
    at: row.at,
    ...(row.whereabouts === null ? {} : { whereabouts: JSON.parse(row.whereabouts) as Environment }),
    ...(row.prompt === null ? {} : { prompt: row.prompt as LaunchPrompt }),
    ...(row.conversation === null ? {} : { conversation: row.conversation }),
    ...(row.pane === null || row.server === null ? {} : { pane: { id: row.pane, server: row.server } }),
  };
}

export function worktreeFromRow({ base, ...row }: WorktreeRow): WorktreeRecord {
  return { ...row, ...(base === null ? {} : { base }) };
}
