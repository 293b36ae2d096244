import { blockedWords, stoppedBlockers } from '../../missions/readiness.ts';
import { seatIn } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { UsageError } from '../command.ts';
import { callerWords } from './caller.ts';
import { carryOut } from './carry-out.ts';
import { missionNamed } from './named.ts';
import { requireLead, requirePresentLaunch } from './rights.ts';
import { say } from './said.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const retry: MissionVerb = {
  name: 'retry',
  words: 'NAME',
  mostWords: 1,
  summary: 'let one that has failed or is parked be tried again; its tries count anew',
  options: {},
  examples: [{ line: 'coders mission retry cart-api', does: 'after what made it fail was put right; what waits for it goes on, too' }],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const [name] = call.words;
  if (name === undefined) throw new UsageError('coders mission retry needs a mission.', 'For example: coders mission retry cart-api.');
  const record = missionNamed(name, call);
  requireLead(call, record.mission.project);
  requirePresentLaunch(call);
  const outcome = await carryOut(record, { deed: () => ({ type: 'retry' }), because: `${callerWords(call.caller)} lets it be tried again` }, call);
  return say(outcome, { text: whatFollows(outcome.record, call) }, call);
}

/** What stands in its way is said: to wait for it would be in vain. */
function whatFollows(record: MissionRecord, { team, host: { store } }: MissionCall): string {
  const stopped = blockedWords(stoppedBlockers(record, store.missions.states(team.name)));
  return `Mission ${seatIn(record.mission.address)} is tried again when its turn comes${stopped === undefined ? '' : `; until then ${stopped}`}.`;
}
