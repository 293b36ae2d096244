import { exits } from '../command.ts';
import { missionListJson, missionListText } from '../reporters/mission-list.ts';
import { projectsOf } from './named.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const list: MissionVerb = {
  name: 'list',
  words: '',
  mostWords: 0,
  summary: 'show each that is not done: who has it, what it waits for, why it failed',
  options: { all: { summary: 'with list: also those that are done' } },
  examples: [{ line: 'coders mission list', does: 'what is left to do, in the team of team.yaml here or above' }],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const { team, host: { store, clock }, invocation: { terminal, options } } = call;
  const records = store.missions.ofTeam(team.name);
  const all = { team: team.name, records, states: new Map(records.map(({ mission, state }) => [mission.address, state.state])), all: options.has('all'), projects: projectsOf(call) };
  if (options.has('json')) terminal.data(JSON.stringify(missionListJson(all), null, 2));
  else terminal.out(missionListText(all, { now: clock.now(), color: terminal.color, columns: terminal.columns }));
  return exits.success;
}
