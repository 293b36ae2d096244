import { damped, limits, type Damped } from '../../post/damping.ts';
import { mailEvent } from '../../post/event.ts';
import { untalked } from '../../post/may-talk.ts';
import { person, type Mail } from '../../state/mail.ts';
import { UsageError } from '../command.ts';
import type { PostCall } from './call.ts';

/** What is written, before it is known whether it may go. */
export interface Draft extends Pick<Mail, 'id' | 'from' | 'to' | 'type' | 'text'> {
  readonly channel?: string;
  /** The mail that it answers. */
  readonly answers?: Mail;
}

/**
 * Keeps a mail for its readers, with the event that tells of it, as one change. The same id again is the same mail, and nothing
 * is kept twice. Throws a UsageError where it may not go there, or is one too many; that a member is damped is an event.
 */
export async function keepMail(draft: Draft, { team, seats, host: { store, clock } }: PostCall): Promise<Mail> {
  const mail = mailOf(draft, team.name, clock.now());
  const barred = untalked(mail, seats, draft.answers);
  if (barred !== undefined) throw new UsageError(barred.problem, barred.hint);
  const seen: { kept?: Mail | undefined; tooMuch?: Damped | undefined } = {};
  await store.together(() => {
    const known = store.mails.find(team.name, mail.id);
    seen.kept = known;
    if (known !== undefined) return;
    seen.tooMuch = damped(mail, store.mails.sentBy(team.name, mail.from, mail.at - limits.hour.withinMs));
    if (seen.tooMuch !== undefined) return noteDamped(mail, seen.tooMuch, store);
    seen.kept = store.mails.put(mail);
    store.append(team.name, mail.at, [mailEvent(mail)]);
  });
  if (seen.tooMuch !== undefined) throw new UsageError(`The message is not sent: ${seen.tooMuch.because}.`, seen.tooMuch.hint);
  return requireSame(seen.kept!, mail);
}

function mailOf({ answers, ...draft }: Draft, team: string, at: number): Mail {
  return { ...draft, team, at, depth: answers === undefined ? 0 : answers.depth + 1, ...(answers === undefined ? {} : { replyTo: answers.id }) };
}

function noteDamped({ team, from, to, at }: Mail, { rule, because }: Damped, store: PostCall['host']['store']): void {
  if (from === person || !store.mails.noteDamped({ team, who: from }, rule, { at, since: at - limits.sameTextMs })) return;
  store.append(team, at, [{ type: 'mail-damped', address: from, to, rule, because }]);
}

function requireSame(kept: Mail, { from, to, text, id }: Mail): Mail {
  if (kept.from === from && kept.text === text && JSON.stringify(kept.to) === JSON.stringify(to)) return kept;
  throw new UsageError(`The message ${id} was another one.`, 'Use a new --op-id, or leave it out.');
}
