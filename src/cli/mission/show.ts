import { assign, type Assignment } from '../../missions/assign.ts';
import { historyOf } from '../../missions/history.ts';
import { inQueueOrder } from '../../missions/queue.ts';
import { blockers } from '../../missions/readiness.ts';
import { withHoldings } from '../../missions/seat.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { exits } from '../command.ts';
import { missionShowJson, missionShowText } from '../reporters/mission-show.ts';
import { missionOrOwn } from './named.ts';
import { seatsNow } from './seats-now.ts';
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
  const assignment = record.state.state === 'ready' ? await assignmentOf(record, call) : undefined;
  const shown = { team: team.name, record, blocking: blockers(record, store.missions.states(team.name)), ...(assignment === undefined ? {} : { assignment }) };
  if (options.has('json')) terminal.data(JSON.stringify(missionShowJson(shown), null, 2));
  else terminal.out(missionShowText(shown, { now: clock.now(), color: terminal.color }));
  return exits.success;
}

/** What the runner would decide for it now, among all that are ready; undefined where no supervisor keeps the team. */
async function assignmentOf({ mission: { address } }: MissionRecord, call: MissionCall): Promise<Assignment | undefined> {
  const { team, host: { store, clock } } = call;
  const seats = await seatsNow(call);
  if (seats.length === 0) return undefined;
  const records = store.missions.ofTeam(team.name);
  const ready = inQueueOrder(records.filter(({ state }) => state.state === 'ready'));
  const done = new Map(records.flatMap(({ mission, state }) => (state.state === 'done' ? [[mission.address, state.by] as const] : [])));
  const situation = { seats: withHoldings(seats, records), history: historyOf(records), doneBy: (mission: string) => done.get(mission), now: clock.now() };
  return assign(ready, situation).find(({ mission }) => mission === address);
}
