import { together } from '../../diagnostics/words.ts';
import type { MissionCounts } from '../../missions/overview.ts';
import type { TeamOverview } from '../../reconcile/observe-teams.ts';
import { formatDuration } from '../../util/duration.ts';
import { absences, sharingTroubles, type Supervision } from '../../supervisor/supervision.ts';
import { palette } from './palette.ts';

export interface TeamList {
  readonly teams: readonly TeamOverview[];
  /** By the team's name. */
  readonly missions: ReadonlyMap<string, MissionCounts>;
  readonly supervision: Supervision;
  /** Teams that share their missions through a Redis that does not answer. */
  readonly withoutRedis: ReadonlySet<string>;
}

/** A line a team: name, who runs, whether it is kept, since when, its file, and what is out of the ordinary. */
export function listText(list: TeamList, { now, color }: { readonly now: number; readonly color: boolean }): string {
  const { bold, faint } = palette(color);
  if (list.teams.length === 0) return 'No team has been applied yet.';
  const rows = list.teams.map((one) => [one.team.name, aliveWords(one), keptWords(one, list), `applied ${formatDuration(now - one.team.appliedAt)} ago`, one.team.file, remarks(one, list)]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => {
    const padded = cell.padEnd(widths[column] ?? 0);
    return column === 0 ? bold(padded) : column < 3 ? padded : faint(padded);
  }).join('  ').trimEnd()).join('\n');
}

function aliveWords({ alive, team: { members } }: TeamOverview): string {
  return `${typeof alive === 'number' ? alive : '?'}/${members.length} alive`;
}

function keptWords({ kept }: TeamOverview, { supervision }: TeamList): string {
  if (kept === undefined) return 'not kept';
  return supervision.state === 'runs' ? 'kept' : `not kept now: ${absences[supervision.state]}`;
}

function remarks(one: TeamOverview, list: TeamList): string {
  const { kept, cares, alive, manifestStands, team: { name } } = one;
  const missions = list.missions.get(name);
  const counts = countsOf(cares);
  const elsewhere = kept?.desired.sharing?.elsewhere ?? [];
  const words = [
    elsewhere.length === 0 ? '' : `${elsewhere.length} more on ${together([...new Set(elsewhere.map(({ host }) => host))])}`,
    ...sharingTroubles(name, list.supervision, list.withoutRedis.has(name)),
    kept?.paused === undefined ? '' : 'paused',
    ...(['held', 'parked', 'quarantined'] as const).map((what) => (counts[what] === 0 ? '' : `${counts[what]} ${what}`)),
    ...(missions === undefined ? [] : missionRemarks(missions)),
    manifestStands ? '' : 'its manifest is gone',
    typeof alive === 'number' ? '' : alive.problem,
  ].filter((text) => text !== '');
  return words.length === 0 ? '' : `(${words.join(', ')})`;
}

function missionRemarks(counts: MissionCounts): readonly string[] {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { done, failed } = counts;
  return [
    all === 0 ? '' : `${done} of ${all} ${all === 1 ? 'mission' : 'missions'} done`,
    failed === 0 ? '' : `${failed} ${failed === 1 ? 'mission' : 'missions'} failed`,
  ];
}

function countsOf(cares: TeamOverview['cares']) {
  return {
    held: cares.filter(({ hold }) => hold !== undefined).length,
    parked: cares.filter(({ park }) => park !== undefined).length,
    quarantined: cares.filter(({ quarantine }) => quarantine !== undefined).length,
  };
}

/** As `schemas/list.schema.json` describes it. */
export function listJson({ teams, missions, supervision }: TeamList) {
  return {
    version: 1,
    supervisor: supervision.state === 'runs',
    teams: teams.map(({ team, alive, kept, cares, manifestStands }) => ({
      name: team.name,
      file: team.file,
      manifestStands,
      appliedAt: new Date(team.appliedAt).toISOString(),
      members: { total: team.members.length, elsewhere: kept?.desired.sharing?.elsewhere.length ?? 0, ...(typeof alive === 'number' ? { alive } : { problem: alive.problem }) },
      kept: kept !== undefined,
      ...(kept?.paused === undefined ? {} : { paused: { at: new Date(kept.paused.at).toISOString(), because: kept.paused.because } }),
      ...countsOf(cares),
      missions: missions.get(team.name),
    })),
  };
}
