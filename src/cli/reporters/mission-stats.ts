import { restWords } from '../../missions/estimate.ts';
import { stateMarks } from '../../missions/state-marks.ts';
import type { MissionStats, Success } from '../../missions/stats.ts';
import { seatIn } from '../../state/address.ts';
import type { MissionStateName } from '../../state/mission.ts';
import { formatDuration } from '../../util/duration.ts';
import { moments } from './moments.ts';
import { palette } from './palette.ts';

/** How many are in each state, how much was done, how well by whom, and what the rest may take. */
export function missionStatsText(stats: MissionStats, { now, color }: { readonly now: number; readonly color: boolean }): string {
  const { bold, faint } = palette(color);
  const counts = (Object.entries(stats.states) as [MissionStateName, number][]).filter(([, count]) => count > 0);
  if (counts.length === 0) return 'There are no missions.';
  const { done, lastHour, lastDay, since } = stats.throughput;
  return [
    `${bold('Missions')}  ${counts.map(([state, count]) => `${stateMarks[state]} ${count} ${state}`).join('   ')}`,
    `${bold('Done')}      ${done}${since === undefined ? '' : ` in ${formatDuration(now - since)}; ${lastHour} in the last hour, ${lastDay} in the last day`}`,
    `${bold('The rest')}  ${restWords(stats.rest)}`,
    ...([['member', stats.members], ['role', stats.roles], ['tool', stats.tools]] as const).flatMap(([what, all]) => table(`Tries by ${what}`, all, { bold, faint })),
  ].join('\n');
}

function table(title: string, all: readonly Success[], { bold, faint }: { readonly bold: (text: string) => string; readonly faint: (text: string) => string }): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ name, done, failed, lost, rate }) => [shortName(name), rate === undefined ? '–' : `${Math.round(rate * 100)}%`, `${done} done, ${failed} failed${lost === 0 ? '' : `, ${lost} lost`}`] as const);
  const width = Math.max(...rows.map(([name]) => name.length));
  return ['', bold(title), ...rows.map(([name, rate, tries]) => `  ${name.padEnd(width)}  ${rate.padStart(4)}  ${faint(tries)}`)];
}

function shortName(name: string): string {
  return name.startsWith('member/') ? seatIn(name) : name;
}

/** As `schemas/mission-stats.schema.json` describes it. */
export function missionStatsJson({ states, throughput: { since, ...throughput }, members, roles, tools, rest: { range, ...rest } }: MissionStats, team: string) {
  return {
    version: 1,
    team,
    states,
    throughput: { ...throughput, ...moments({ since }) },
    members,
    roles,
    tools,
    rest: { ...rest, ...(range === undefined ? {} : { range }) },
  };
}
