import { quote } from '../../diagnostics/words.ts';
import { seatIn } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { formatDuration } from '../../util/duration.ts';
import { UsageError } from '../command.ts';
import { textFrom } from './brief-text.ts';
import { callerWords, claimantOf } from './caller.ts';
import { carryOut } from './carry-out.ts';
import { missionNamed, missionOrOwn, nameOf, ownMission } from './named.ts';
import { requireOwnOrLead, requirePresentLaunch } from './rights.ts';
import { say } from './said.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const fail: MissionVerb = {
  name: 'fail',
  words: '[NAME] WHY',
  mostWords: 2,
  summary: 'say that a try has failed, and why: another may follow',
  options: {},
  examples: [{ line: 'coders mission fail "The payment service refuses the test key."', does: 'in an agent\'s pane: its own mission' }],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const { record, why } = wordsOf(call);
  requireOwnOrLead(call, record.mission.project);
  requirePresentLaunch(call);
  const word = callerWords(call.caller);
  const outcome = await carryOut(record, {
    deed: (current) => ({ type: 'fail', claimant: claimantOf(call.caller, current), because: why, counts: true }),
    because: `${word} says that it has failed: ${why}`,
    concernsOthers: true,
  }, call);
  return say(outcome, { text: whatFollows(outcome.record, call.host.clock.now()) }, call);
}

/** A member may leave the name out. A single word that names a mission is no reason. */
function wordsOf(call: MissionCall): { readonly record: MissionRecord; readonly why: string } {
  const [first, second] = call.words;
  if (second !== undefined) return { record: missionNamed(first!, call), why: textFrom(second, 'reason') };
  const own = ownMission(call);
  if (first === undefined || (call.caller.is === 'person' || (own !== undefined && [nameOf(own.mission.address), own.mission.address, seatIn(own.mission.address)].includes(first)))) {
    throw new UsageError('coders mission fail needs a reason.', `For example: coders mission fail ${first ?? 'cart-api'} ${quote('The payment service refuses the test key.')}`);
  }
  return { record: missionOrOwn(undefined, call), why: textFrom(first, 'reason') };
}

function whatFollows({ mission: { address, reviews }, state, handedOff }: MissionRecord, now: number): string {
  const name = seatIn(address);
  if (reviews !== undefined && state.state === 'failed') return `Mission ${seatIn(reviews.mission)} goes back to ${seatIn(reviews.by)} with these words; ${name} has ended.`;
  if (state.state !== 'ready') return `Mission ${name} has failed, and is not tried again by itself. coders mission retry ${name} lets it be tried again.`;
  const pauseMs = (state.notBefore ?? now) - now;
  const who = state.again !== undefined ? ` by ${seatIn(state.again.by)}` : handedOff === undefined ? '' : ` by ${handedOff.to}`;
  return `This try at mission ${name} has failed. It is tried again${who}${pauseMs <= 0 ? '' : ` in ${formatDuration(Math.ceil(pauseMs / 1000) * 1000)}`}.`;
}
