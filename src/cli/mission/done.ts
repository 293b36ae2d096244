import { seatIn } from '../../state/address.ts';
import { leaseOf } from '../../missions/tries.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { UsageError } from '../command.ts';
import { remoteMembers } from '../remote-members.ts';
import { acceptanceWords } from '../reporters/mission-words.ts';
import { textFrom } from './brief-text.ts';
import { callerWords, claimantOf } from './caller.ts';
import { carryOut } from './carry-out.ts';
import { missionOrOwn } from './named.ts';
import { requireOwnOrLead, requirePresentLaunch } from './rights.ts';
import { say } from './said.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const done: MissionVerb = {
  name: 'done',
  words: '[NAME]',
  mostWords: 1,
  summary: 'say that one is done: the runner then checks it',
  options: { output: { summary: 'with done: what came of it, for whoever looks at the events', value: 'TEXT' } },
  examples: [{ line: 'coders mission done', does: 'in an agent\'s pane: its own mission, at the commit that its checkout is at' }],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const record = missionOrOwn(call.words[0], call);
  requireOwnOrLead(call, record.mission.project);
  requirePresentLaunch(call);
  const output = call.invocation.options.text('output');
  const commit = await commitOf(record, call);
  const outcome = await carryOut(record, {
    deed: (current) => ({ type: 'claim', claimant: claimantOf(call.caller, current), ...(commit === undefined ? {} : { commit }) }),
    because: `${callerWords(call.caller)} says that it is done${output === undefined ? '' : `: ${textFrom(output, 'output')}`}`,
  }, call);
  return say(outcome, { text: whatFollows(outcome.record), awaitsRunner: true }, call);
}

/**
 * What is checked out where the mission is worked at; undefined where that is in no repository, and where nobody has it.
 * Throws a UsageError where another host has it: it is known only there.
 */
async function commitOf(record: MissionRecord, { team, host }: MissionCall): Promise<string | undefined> {
  const holder = leaseOf(record)?.by;
  const remote = remoteMembers(team.name, host.store).find(({ address }) => address === holder);
  if (remote !== undefined) throw new UsageError(`${seatIn(remote.address)} has it on the host ${remote.host}, and only there it is known which commit is to be checked.`, `On ${remote.host}: coders mission done ${seatIn(record.mission.address)}`);
  const directory = team.members.find(({ address }) => address === holder)?.directory;
  return directory === undefined ? undefined : host.git.head(directory);
}

function whatFollows({ mission: { address, accept, reviews }, state }: MissionRecord): string {
  const name = seatIn(address);
  if (reviews !== undefined) return `Mission ${seatIn(reviews.mission)} is right as it is, by your review: it counts as done.`;
  if (state.state === 'done' && state.reviewedBy !== undefined) return `Mission ${name} is done, by your word in the place of the review that it waited for.`;
  if (state.state === 'done') return `Mission ${name} is done: nothing is asked for that could be checked.`;
  return `Mission ${name} is said to be done. The runner checks it: ${acceptanceWords(accept)}.`;
}
