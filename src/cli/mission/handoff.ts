import { seatIn } from '../../state/address.ts';
import { UsageError } from '../command.ts';
import { callerWords } from './caller.ts';
import { carryOut } from './carry-out.ts';
import { missionNamed } from './named.ts';
import { requireLead, requirePresentLaunch } from './rights.ts';
import { say } from './said.ts';
import { membersMeant, recipientNamed, staffOf } from './staff.ts';
import { requireOneThatMay, requireReachable } from './takers.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const handoff: MissionVerb = {
  name: 'handoff',
  words: 'NAME MEMBER',
  mostWords: 2,
  summary: 'give one to another member of its project, whoever has it now',
  options: {},
  examples: [{ line: 'coders mission handoff cart-api search', does: 'another member does it, from its own branch' }],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const [name, member] = call.words;
  if (name === undefined || member === undefined) throw new UsageError('coders mission handoff needs a mission and a member.', 'For example: coders mission handoff cart-api search.');
  const record = missionNamed(name, call);
  const { project, address } = record.mission;
  requireLead(call, project);
  requirePresentLaunch(call);
  const to = recipientNamed(member, project, call);
  requireReachable(membersMeant(to, staffOf(project, call)));
  requireOneThatMay({ ...record, handedOff: { to, afterTries: 0 } }, call);
  const outcome = await carryOut(record, { deed: () => ({ type: 'handOff', to }), because: `${callerWords(call.caller)} handed it to ${to}`, concernsOthers: true }, call);
  return say(outcome, { text: `Mission ${seatIn(address)} goes to ${to} when its turn comes.` }, call);
}
