import { blockers } from '../../missions/readiness.ts';
import { exits } from '../command.ts';
import { missionShowJson, missionShowText } from '../reporters/mission-show.ts';
import { whyMission } from '../why/mission.ts';
import { missionOrOwn } from './named.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const show: MissionVerb = {
  name: 'show',
  words: '[NAME]',
  mostWords: 1,
  summary: 'show all of one: its brief, its tries with their output, and why nobody has it',
  options: {},
  examples: [{ line: 'coders mission show storefront/cart-api', does: 'where it stands, and why; the name alone does where no other has it' }],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const { words: [name], team, host: { store, clock }, invocation: { terminal, options } } = call;
  const record = missionOrOwn(name, call);
  const assignment = record.state.state === 'ready' ? (await whyMission(record, call)).assignment : undefined;
  const shown = { team: team.name, record, blocking: blockers(record, store.missions.states(team.name)), ...(assignment === undefined ? {} : { assignment }) };
  if (options.has('json')) terminal.data(JSON.stringify(missionShowJson(shown), null, 2));
  else terminal.out(missionShowText(shown, { now: clock.now(), color: terminal.color }));
  return exits.success;
}
