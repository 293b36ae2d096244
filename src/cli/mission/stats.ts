import { statsOf } from '../../missions/stats.ts';
import { exits } from '../command.ts';
import { missionStatsJson, missionStatsText } from '../reporters/mission-stats.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const stats: MissionVerb = {
  name: 'stats',
  words: '',
  mostWords: 0,
  summary: 'count what was done, by whom and how well, and estimate the rest from that',
  options: {},
  examples: [],
  run,
};

async function run({ team, host: { store, clock }, invocation: { terminal, options } }: MissionCall): Promise<number> {
  const now = clock.now();
  const cares = new Map(store.cares(team.name).map((care) => [care.address, care]));
  const seats = team.members.map(({ address, role, tool }) => {
    const { hold, quarantine } = cares.get(address) ?? {};
    return { address, role, tool, ...(hold === undefined && quarantine === undefined ? {} : { forGood: true as const }) };
  });
  const stats = statsOf(store.missions.ofTeam(team.name), seats, now);
  if (options.has('json')) terminal.data(JSON.stringify(missionStatsJson(stats, team.name), null, 2));
  else terminal.out(missionStatsText(stats, { now, color: terminal.color }));
  return exits.success;
}
