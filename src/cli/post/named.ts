import { quote } from '../../diagnostics/words.ts';
import { calledBy } from '../../post/seat.ts';
import type { Mail } from '../../state/mail.ts';
import { UsageError } from '../command.ts';
import { correspondentOf, type PostCall } from './call.ts';

/** The mail of that name, if it is the caller's to read: a member's own, any for a person. Throws a UsageError. */
export function mailNamed(id: string, { team, caller, host: { store } }: PostCall): Mail {
  const mail = store.mails.find(team.name, id);
  if (mail === undefined) throw new UsageError(`Team ${team.name} has no message ${quote(id)}.`, 'coders inbox shows what came.');
  const who = correspondentOf(caller);
  if (caller.is === 'person' || mail.from === who || mail.to.includes(who)) return mail;
  throw new UsageError(`The message ${id} is neither from ${calledBy(who)} nor to it.`, 'coders inbox shows what came.');
}

/** The one that came last to the caller. Throws a UsageError where none did. */
export function latestMail({ team, caller, host: { store } }: PostCall): Mail {
  const latest = store.mails.latestTo(team.name, correspondentOf(caller));
  if (latest === undefined) throw new UsageError('Nobody has written here yet, so there is nothing to answer.', 'coders message send writes to somebody.');
  return latest;
}
