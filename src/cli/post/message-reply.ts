import type { Mail } from '../../state/mail.ts';
import { correspondentOf, type PostCall } from './call.ts';
import { deliverMail } from './deliver-mail.ts';
import { newMailId } from './mail-id.ts';
import { typeFrom, writingOptions } from './message-send.ts';
import { latestMail, mailNamed } from './named.ts';
import { waitFrom } from './patience.ts';
import { sayDelivered } from './said.ts';
import { keepMail } from './send-mail.ts';
import { mailText } from './text.ts';
import type { PostVerb } from './verb.ts';

export const reply: PostVerb = {
  name: 'reply',
  words: '[ID] TEXT | -',
  mostWords: 2,
  summary: 'answer one; without ID the one that came last',
  options: writingOptions,
  examples: [{ line: 'coders message reply k3f9qa "It is 8080, see deploy/ports.md."', does: 'to whoever wrote k3f9qa' }],
  run,
};

async function run(words: readonly string[], call: PostCall): Promise<number> {
  const { answers, text } = meantBy(words, call);
  const { invocation, host, team } = call;
  const from = correspondentOf(call.caller);
  const to = answers.from === from ? answers.to : [answers.from];
  const id = invocation.options.text('op-id') ?? newMailId(team.name, host.store);
  const waitMs = waitFrom(invocation);
  const mail = await keepMail({ id, from, to, type: typeFrom(invocation) ?? 'answer', text, answers }, call);
  return sayDelivered(mail, await deliverMail(mail, waitMs, call), call);
}

/** One word alone is the text, unless that is in a file. */
function meantBy([first, second]: readonly string[], call: PostCall): { readonly answers: Mail; readonly text: string } {
  const { invocation } = call;
  const namesOne = second !== undefined || (first !== undefined && invocation.options.text('file') !== undefined);
  const answers = namesOne ? mailNamed(first!, call) : latestMail(call);
  return { answers, text: mailText(namesOne ? second : first, invocation) };
}
