import { quote } from '../../diagnostics/words.ts';
import { addCheckin } from '../checkin/add.ts';
import { withCaller, type CheckinCall } from '../checkin/call.ts';
import { targetOf } from '../checkin/rights.ts';
import { teamOption } from '../care/member.ts';
import { jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import type { Address } from '../../state/address.ts';

export const command: Command = {
  name: 'schedule',
  summary: 'coders checkin in, by the words of an older script: minutes, a note and who is told',
  operands: 'MINUTES NOTE [MEMBER]',
  mostOperands: 3,
  details: 'Without a member it is who calls, and the orchestrator where a person does.',
  options: { team: teamOption, json: jsonOption },
  examples: [
    { line: 'coders schedule 30 "Continue dashboard implementation"', does: 'an agent, to itself, in half an hour' },
    { line: 'coders schedule 15 "Check on the engineers." storefront/pm', does: 'to somebody else' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const [minutes, text, named] = invocation.operands;
  return withCaller(invocation, (call) => addCheckin({ to: toldBy(named, call), at: (now) => now + delayFrom(minutes), text }, call));
}

function toldBy(named: string | undefined, call: CheckinCall): Address {
  const orchestrator = call.team.members.find(({ seat }) => seat === 'orchestrator')?.address;
  return named === undefined && call.caller.is === 'person' && orchestrator !== undefined ? orchestrator : targetOf(named, call);
}

function delayFrom(text: string | undefined): number {
  const minutes = Number(text);
  if (text === undefined || !/^\d+$/.test(text) || minutes < 1) throw new UsageError(text === undefined ? 'coders schedule needs minutes and a note.' : `${quote(text)} is no number of minutes.`, 'For example: coders schedule 30 "Continue dashboard implementation".');
  return minutes * 60_000;
}
