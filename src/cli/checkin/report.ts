import type { Address } from '../../state/address.ts';
import { messageId } from '../../supervisor/messenger.ts';
import { exits } from '../command.ts';
import { checkinsJson, checkinsText } from '../reporters/checkins.ts';
import type { CheckinCall } from './call.ts';

/** Shows the check-ins of those members that are asked for, and gives the exit code. */
export function report(isAskedFor: (member: Address) => boolean, { team, host: { store, clock }, invocation: { terminal, options } }: CheckinCall): number {
  const shown = {
    team: team.name,
    isKept: store.keptTeam(team.name) !== undefined,
    records: store.checkins.ofTeam(team.name).filter(({ checkin: { member } }) => isAskedFor(member)),
    now: clock.now(),
    receipts: (message: string) => store.messages.receipts(messageId(team.name, message)),
  };
  if (options.has('json')) terminal.data(JSON.stringify(checkinsJson(shown), null, 2));
  else terminal.out(checkinsText(shown, terminal.color));
  return exits.success;
}
