import { quote, together } from '../../diagnostics/words.ts';
import { blockers } from '../../missions/readiness.ts';
import { reviewAddress } from '../../missions/review.ts';
import { seatIn } from '../../state/address.ts';
import type { Mission, MissionRecord } from '../../state/mission.ts';
import { UsageError } from '../command.ts';
import { addedMission, projectFor } from './added-mission.ts';
import { addOptions } from './add-options.ts';
import { callerWords } from './caller.ts';
import { lookNow } from './carry-out.ts';
import { nameOf } from './named.ts';
import { requireLead, requirePresentLaunch } from './rights.ts';
import { say } from './said.ts';
import { noteUnknownModel, requireTakers } from './takers.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const add: MissionVerb = {
  name: 'add',
  words: 'NAME [-]',
  mostWords: 2,
  summary: 'add one while the team runs; - reads what is to be done from standard input',
  options: addOptions,
  examples: [
    { line: 'coders mission add fix-login --brief "The login page answers 500." --accept "npm test" --commits 1', does: 'any free engineer does it; the runner checks it' },
    { line: 'coders mission add cart-docs --to cart --after cart-api,cart-ui --file notes.md', does: 'for cart, once both are done' },
  ],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const { words: [name], team, host: { store, clock }, caller } = call;
  if (name === undefined) throw new UsageError('coders mission add needs a name.', 'For example: coders mission add fix-login --brief "The login page answers 500."');
  const project = projectFor(call);
  requireLead(call, project);
  requirePresentLaunch(call);
  const mission = addedMission(project, call);
  const now = clock.now();
  const record: MissionRecord = { mission, state: { state: 'waiting', since: now }, tries: [], addedAt: now };
  await requireTakers(record, call);
  const seen: { other?: MissionRecord } = {};
  await store.together(() => {
    const other = [mission.address, ...(mission.accept.reviewBy === undefined ? [] : [reviewAddress(mission.address)])].map((address) => store.missions.find(team.name, address)).find((one) => one !== undefined);
    if (other !== undefined) return void (seen.other = other);
    store.missions.put(team.name, record);
    store.append(team.name, now, [{ type: 'mission', address: mission.address, state: 'waiting', because: `added by ${callerWords(caller)}` }]);
  });
  if (seen.other !== undefined) throw taken(seen.other, mission);
  noteUnknownModel(record, call);
  return say({ record, isKept: await lookNow(call) }, { text: whatFollows(record, call) }, call);
}

function whatFollows(record: MissionRecord, { host, team }: MissionCall): string {
  const blocking = blockers(record, host.store.missions.states(team.name));
  const waits = blocking.length === 0 ? `goes to ${recipientWords(record.mission)}` : `waits for ${together(blocking.map(({ mission }) => nameOf(mission)))}`;
  return `Mission ${seatIn(record.mission.address)} is added, and ${waits}.`;
}

function taken({ mission: { address, project }, state }: MissionRecord, wanted: Mission): UsageError {
  const what = address === wanted.address ? '' : `, and the review of ${quote(nameOf(wanted.address))} would be called so`;
  return new UsageError(`The project ${quote(project)} has a mission ${quote(nameOf(address))} already: it is ${state.state}${what}.`, 'Choose another name.');
}

function recipientWords({ to, role }: Mission): string {
  return to ?? (role === undefined ? 'the next free engineer' : `the next free ${role}`);
}
