import { either, quote } from '../../diagnostics/words.ts';
import { recipientsMeant } from '../../post/recipients.ts';
import { mailTypes, type MailType } from '../../state/mail.ts';
import { nearest } from '../../util/suggest.ts';
import { UsageError, type Invocation, type Option } from '../command.ts';
import { correspondentOf, type PostCall } from './call.ts';
import { deliverMail } from './deliver-mail.ts';
import { newMailId } from './mail-id.ts';
import { mailNamed } from './named.ts';
import { waitFrom, waitOptions } from './patience.ts';
import { sayDelivered } from './said.ts';
import { keepMail } from './send-mail.ts';
import { mailText } from './text.ts';
import type { PostVerb } from './verb.ts';

/** What a mail that is written can say of itself. */
export const writingOptions: Readonly<Record<string, Option>> = {
  type: { summary: `${either(mailTypes)} (status; of a reply, answer)`, value: 'TYPE' },
  file: { summary: 'the text is in this file', value: 'FILE' },
  'op-id': { summary: 'name this message: the same name again is the same message, told once', value: 'ID' },
  ...waitOptions,
};

export const send: PostVerb = {
  name: 'send',
  words: 'TO TEXT | -',
  mostWords: 2,
  summary: 'write to a member (pm, storefront/cart), role:ROLE, project:PROJECT, all, or person',
  options: { ...writingOptions, 'reply-to': { summary: 'with send: the message that it answers', value: 'ID' } },
  examples: [
    { line: 'coders message send pm "Which port does the API use?" --type question', does: 'in an agent\'s pane: to its own PM' },
    { line: 'coders message send role:tester "The fixtures moved to test/data."', does: 'to all testers' },
    { line: 'coders message send storefront/search --file handoff.md --type handoff', does: 'a long one: its reader is told where it lies' },
  ],
  run,
};

async function run([name, word]: readonly string[], call: PostCall): Promise<number> {
  const { invocation, host, team } = call;
  if (name === undefined) throw new UsageError('coders message send needs a reader and a text.', 'For example: coders message send pm "Which port does the API use?" --type question');
  const from = correspondentOf(call.caller);
  const meant = recipientsMeant(name, from, call.seats);
  if ('problem' in meant) throw new UsageError(meant.problem, meant.hint);
  const replyTo = invocation.options.text('reply-to');
  const answers = replyTo === undefined ? undefined : mailNamed(replyTo, call);
  const type = typeFrom(invocation) ?? (answers === undefined ? 'status' : 'answer');
  const id = invocation.options.text('op-id') ?? newMailId(team.name, host.store);
  const waitMs = waitFrom(invocation);
  const mail = await keepMail({ id, from, ...meant, type, text: mailText(word, invocation), ...(answers === undefined ? {} : { answers }) }, call);
  return sayDelivered(mail, await deliverMail(mail, waitMs, call), call);
}

/** Undefined where none is given. Throws a UsageError for a word that is none. */
export function typeFrom({ options }: Invocation): MailType | undefined {
  const given = options.text('type');
  const type = mailTypes.find((one) => one === given);
  if (given === undefined || type !== undefined) return type;
  const meant = nearest(given, mailTypes);
  throw new UsageError(`${quote(given)} is no type of message.`, meant === undefined ? `It is ${either(mailTypes)}.` : `Did you mean ${meant}?`);
}
