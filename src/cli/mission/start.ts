import { refusedClaim } from '../../missions/claimant.ts';
import { leaseOf } from '../../missions/tries.ts';
import type { Deed, Refused } from '../../missions/transition.ts';
import { seatIn } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { callerWords, claimantOf } from './caller.ts';
import { carryOut } from './carry-out.ts';
import { missionOrOwn } from './named.ts';
import { requireOwnOrLead, requirePresentLaunch } from './rights.ts';
import { say } from './said.ts';
import type { MissionCall, MissionVerb } from './verb.ts';

export const start: MissionVerb = {
  name: 'start',
  words: '[NAME]',
  mostWords: 1,
  summary: 'say that the work on one begins, where its prompt was not seen to arrive',
  options: {},
  examples: [],
  run,
};

async function run(call: MissionCall): Promise<number> {
  const record = missionOrOwn(call.words[0], call);
  requireOwnOrLead(call, record.mission.project);
  requirePresentLaunch(call);
  const outcome = await carryOut(record, { deed: (current) => beginning(current, call), because: `${callerWords(call.caller)} says that it begins` }, call);
  return say(outcome, { text: `Mission ${seatIn(record.mission.address)} is being worked at.` }, call);
}

/** A deed begins in the launch that was told of it; whose word that is is looked at before. */
function beginning(record: MissionRecord, { caller }: MissionCall): Deed | Refused {
  const lease = leaseOf(record);
  const refused = lease === undefined ? undefined : refusedClaim(record.mission.address, lease, claimantOf(caller, record));
  return refused ?? { type: 'begin', epoch: lease?.epoch ?? 0 }; // without a lease its state refuses that
}
