import type { Meeting, RadarView } from '../../reconcile/radar.ts';
import { palette } from './palette.ts';

/** How many files are named of each pair. */
const most = 5;

/** A line for each pair that meets, conflicts first. */
export function radarText(team: string, views: readonly RadarView[], color: boolean): string {
  if (views.length === 0) return `Team ${team} has no branches of its own.`;
  return views.map((view) => repositoryText(view, color)).join('\n\n');
}

function repositoryText({ repository, trunk, branches, meetings }: RadarView, color: boolean): string {
  const { bold, faint, red, yellow } = palette(color);
  const head = `${bold(repository)}  ${faint(`${branches.length} ${branches.length === 1 ? 'branch' : 'branches'} from ${trunk}`)}`;
  if (meetings.length === 0) return `${head}\n  Nothing gets in anything's way.`;
  const width = Math.max(...meetings.map(({ one, other }) => pairOf(one, other).length));
  const lines = meetings.map((meeting) => {
    const word = meeting.state === 'conflict' ? red('conflict') : yellow('overlap ');
    return `  ${word}  ${pairOf(meeting.one, meeting.other).padEnd(width)}  ${filesOf(meeting)}`;
  });
  return [head, ...lines].join('\n');
}

function pairOf(one: string, other: string): string {
  return `${one} × ${other}`;
}

function filesOf({ files, uncommitted }: Meeting): string {
  const more = files.length - most;
  const loose = uncommitted.length === 0 ? '' : ` (not committed: ${uncommitted.slice(0, most).join(', ')})`;
  return `${files.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}${loose}`;
}

/** As `schemas/radar.schema.json` describes it. */
export function radarJson(team: string, views: readonly RadarView[]) {
  return { version: 1, team, repositories: views };
}
