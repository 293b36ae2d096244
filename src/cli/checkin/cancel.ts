import { quote } from '../../diagnostics/words.ts';
import { cancelCheckin } from '../../reconcile/checkins.ts';
import { seatIn } from '../../state/address.ts';
import type { CheckinRecord } from '../../state/checkin.ts';
import { exits, UsageError } from '../command.ts';
import { callerWords } from '../mission/caller.ts';
import { checkinsJson, idOf } from '../reporters/checkins.ts';
import type { CheckinCall } from './call.ts';
import { requireMayCheckIn } from './rights.ts';

/** Ends a check-in that was added while the team ran; what is on its way and was not typed is taken back. */
export async function cancel(id: string | undefined, call: CheckinCall): Promise<number> {
  const { team, host, caller, invocation: { terminal, options } } = call;
  const record = addedNamed(id, call);
  const { checkin: { address, member } } = record;
  requireMayCheckIn(call, member);
  const now = host.clock.now();
  await host.store.together(() => {
    cancelCheckin(record, { team: team.name, host });
    host.store.append(team.name, now, [{ type: 'checkin', address, state: 'cancelled', because: `by ${callerWords(caller)}` }]);
  });
  if (options.has('json')) terminal.data(JSON.stringify(checkinsJson({ team: team.name, isKept: host.store.keptTeam(team.name) !== undefined, records: [], now, receipts: () => [] }), null, 2));
  else terminal.out(`Check-in ${idOf(address)} of ${seatIn(member)} is cancelled.`);
  return exits.success;
}

/** Throws a UsageError for one that there is not, that is over, or that the manifest has. */
function addedNamed(id: string | undefined, { team, host: { store } }: CheckinCall): CheckinRecord {
  if (id === undefined) throw new UsageError('coders checkin cancel needs the number of a check-in.', 'coders checkin list shows them.');
  const all = store.checkins.ofTeam(team.name);
  const found = all.find(({ checkin: { address } }) => [address, seatIn(address), idOf(address), `@${idOf(address)}`].includes(id));
  if (found === undefined) throw new UsageError(`There is no check-in ${quote(id)}.`, 'coders checkin list shows them.');
  if (found.checkin.origin === 'manifest') throw new UsageError(`${quote(seatIn(found.checkin.address))} stands in the manifest.`, 'Remove it there, and run coders apply.');
  if (found.lookAt === undefined) throw new UsageError(`The check-in ${quote(id)} is over.`, 'coders checkins shows what became of it.');
  return found;
}
