import { statsOf } from '../../missions/stats.ts';
import { exits } from '../command.ts';
import { missionStatsJson, missionStatsText } from '../reporters/mission-stats.ts';
import { everybodyIn } from './everybody.ts';
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

async function run(call: MissionCall): Promise<number> {
  const { team, host: { store, clock }, invocation: { terminal, options } } = call;
  const now = clock.now();
  const cares = new Map(store.cares(team.name).map((care) => [care.address, care]));
  const seats = everybodyIn(call).map(({ address, role, tool }) => {
    const { hold, quarantine } = cares.get(address) ?? {};
    return { address, role, tool, ...(hold === undefined && quarantine === undefined ? {} : { forGood: true as const }) };
  });
  const stats = statsOf(store.missions.ofTeam(team.name), seats, now);
  if (options.has('json')) terminal.data(JSON.stringify(missionStatsJson(stats, team.name), null, 2));
  else terminal.out(missionStatsText(stats, { now, color: terminal.color }));
  return exits.success;
}
