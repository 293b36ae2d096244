import { person, type Mail } from '../../state/mail.ts';
import { exits } from '../command.ts';
import { mailJson, mailText } from '../reporters/mail.ts';
import { correspondentOf, type PostCall } from './call.ts';
import { mailNamed } from './named.ts';
import type { PostVerb } from './verb.ts';

export const read: PostVerb = {
  name: 'read',
  words: '[ID]',
  mostWords: 1,
  summary: 'show one whole; without ID all that were not read yet',
  options: {},
  examples: [{ line: 'coders message read k3f9qa', does: 'the whole text, which then counts as read' }],
  run,
};

async function run([id]: readonly string[], call: PostCall): Promise<number> {
  const { team, host: { store, clock }, invocation: { terminal, options } } = call;
  const who = correspondentOf(call.caller);
  const mails = id === undefined ? unreadOf(call) : [mailNamed(id, call)];
  for (const mail of mails) if (mail.to.includes(who)) store.mails.markRead(mail.id, { team: team.name, who }, clock.now());
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, messages: mails.map(mailJson) }, null, 2));
  else terminal.out(mails.length === 0 ? 'There is nothing unread.' : mails.map((mail) => mailText(mail, { now: clock.now(), color: terminal.color })).join('\n\n'));
  return exits.success;
}

/** So many at most: whoever wants more asks again. */
const most = 200;

function unreadOf({ team, caller, host: { store } }: PostCall): readonly Mail[] {
  const who = caller.is === 'person' ? person : caller.address;
  return store.mails.inbox(team.name, who, most).flatMap(({ mail, readAt }) => (readAt === undefined ? [mail] : []));
}
