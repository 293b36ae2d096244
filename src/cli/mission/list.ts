import { either, quote } from '../../diagnostics/words.ts';
import { stateFilters, type StateFilter } from '../../missions/state-filter.ts';
import { nearest } from '../../util/suggest.ts';
import { exits, UsageError } from '../command.ts';
import { missionListJson, missionListText } from '../reporters/mission-list.ts';
import { projectsOf } from './named.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const list: MissionVerb = {
  name: 'list',
  words: '',
  mostWords: 0,
  summary: 'show each that is not done: who has it, what it waits for, why it failed',
  options: {
    all: { summary: 'with list: also those that are done' },
    state: { summary: 'with list: only those in a state, as ready,failed; also pending and blocked', value: 'STATES', multiple: true },
  },
  examples: [
    { line: 'coders mission list', does: 'what is left to do, in the team of team.yaml here or above' },
    { line: 'coders mission list --state blocked', does: 'what waits for others, and for which' },
  ],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const { team, host: { store, clock }, invocation: { terminal, options } } = call;
  const records = store.missions.ofTeam(team.name);
  const filters = filtersIn(options.texts('state'));
  const all = { team: team.name, records, states: new Map(records.map(({ mission, state }) => [mission.address, state.state])), all: options.has('all'), projects: projectsOf(call), filters };
  if (options.has('json')) terminal.data(JSON.stringify(missionListJson(all), null, 2));
  else terminal.out(missionListText(all, { now: clock.now(), color: terminal.color, columns: terminal.columns }));
  return exits.success;
}

/** Throws a UsageError for what no mission can be. */
function filtersIn(given: readonly string[]): readonly StateFilter[] {
  return given.flatMap((list) => list.split(',')).map((one) => one.trim()).map((one) => {
    const found = stateFilters.find((filter) => filter === one);
    if (found !== undefined) return found;
    const meant = nearest(one, stateFilters);
    throw new UsageError(`No mission can be ${quote(one)}.`, meant === undefined ? `It is ${either(stateFilters)}.` : `Did you mean ${meant}?`);
  });
}
