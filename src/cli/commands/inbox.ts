import type { MailCopy } from '../../host/store/mails.ts';
import { calledBy } from '../../post/seat.ts';
import { person, type Correspondent } from '../../state/mail.ts';
import { teamOption } from '../care/member.ts';
import { exits, jsonOption, UsageError, type Command } from '../command.ts';
import { correspondentOf, withPost, type PostCall } from '../post/call.ts';
import { shownCopies } from '../post/said.ts';
import { copyState, mailJson, mailLines } from '../reporters/mail.ts';
import { memberNamed } from '../seats.ts';

export const command: Command = {
  name: 'inbox',
  summary: 'show the messages that came: what is unread, or --all, or what was --sent',
  operands: '[MEMBER]',
  details: 'In an agent\'s pane its own; of a person what agents wrote to whoever runs the team. A person may look into a member\'s.',
  options: {
    all: { summary: 'also what was read' },
    sent: { summary: 'what was written, and how far it has come' },
    last: { summary: 'so many at most (20)', value: 'N' },
    team: teamOption,
    json: jsonOption,
  },
  examples: [
    { line: 'coders inbox', does: 'what nobody has read yet' },
    { line: 'coders inbox storefront/pm --all', does: 'all that the PM was written' },
    { line: 'coders inbox --sent --last 5', does: 'how far the last ones have come' },
  ],
  run: (invocation) => withPost(invocation, show),
};

async function show(call: PostCall): Promise<number> {
  const { team, host: { store, clock }, invocation: { options, terminal } } = call;
  const whose = ownerOf(call);
  const most = mostFrom(options.text('last') ?? '20');
  const copies = options.has('sent') ? store.mails.outbox(team.name, whose, most) : inboxOf(whose, options.has('all') ? most : undefined, call).slice(-most);
  const shown = shownCopies(copies, call);
  if (options.has('json')) {
    const messages = shown.map((one) => ({ ...mailJson(one.copy.mail), reader: one.copy.to, state: copyState(one) }));
    terminal.data(JSON.stringify({ version: 1, team: team.name, whose, unread: store.mails.unread(team.name, whose), messages }, null, 2));
  } else if (copies.length === 0) terminal.out(options.has('sent') ? `Nothing was written by ${calledBy(whose)}.` : `There is nothing ${options.has('all') ? 'in the inbox' : 'unread in the inbox'} of ${calledBy(whose)}.`);
  else terminal.out(mailLines(shown, { now: clock.now(), color: terminal.color, columns: terminal.columns }, options.has('sent')));
  return exits.success;
}

/** So many are looked through for what is unread. */
const lookedBack = 500;

function inboxOf(whose: Correspondent, most: number | undefined, { team, host: { store } }: PostCall): readonly MailCopy[] {
  const copies = store.mails.inbox(team.name, whose, most ?? lookedBack);
  return most === undefined ? copies.filter(({ readAt }) => readAt === undefined) : copies;
}

function ownerOf({ caller, seats, invocation: { operands: [name] } }: PostCall): Correspondent {
  const own = correspondentOf(caller);
  if (name === undefined || name === own) return own;
  const meant = name === person ? person : memberNamed(name, seats.map(({ address }) => address));
  if (caller.is === 'person' || meant === own) return meant;
  throw new UsageError(`${calledBy(own)} may not look into the inbox of ${calledBy(meant)}.`, 'A member looks into its own: coders inbox.');
}

function mostFrom(text: string): number {
  const most = Number(text);
  if (!Number.isInteger(most) || most < 1) throw new UsageError(`"${text}" is no number of messages.`, 'Write a whole number from 1.');
  return most;
}
