import { seatIn } from '../../state/address.ts';
import { UsageError } from '../command.ts';
import { textFrom } from './brief-text.ts';
import { callerWords } from './caller.ts';
import { carryOut } from './carry-out.ts';
import { missionNamed } from './named.ts';
import { requireLead, requirePresentLaunch } from './rights.ts';
import { say } from './said.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const cancel: MissionVerb = {
  name: 'cancel',
  words: 'NAME',
  mostWords: 1,
  summary: 'end one, whoever has it: it counts as failed',
  options: { because: { summary: 'with cancel: why, for whoever looks', value: 'WHY' } },
  examples: [],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const [name] = call.words;
  if (name === undefined) throw new UsageError('coders mission cancel needs a mission.', 'For example: coders mission cancel cart-api.');
  const record = missionNamed(name, call);
  requireLead(call, record.mission.project);
  requirePresentLaunch(call);
  const why = call.invocation.options.text('because');
  const because = `cancelled by ${callerWords(call.caller)}${why === undefined ? '' : `: ${textFrom(why, 'reason')}`}`;
  const outcome = await carryOut(record, { deed: () => ({ type: 'cancel', because }), because, concernsOthers: true }, call);
  return say(outcome, { text: `Mission ${seatIn(record.mission.address)} is cancelled.` }, call);
}
