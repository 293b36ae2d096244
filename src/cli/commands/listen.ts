import { abortAfter } from '../../host/abort-after.ts';
import { follow } from '../../host/store/follow.ts';
import { isChannel, recipientsMeant } from '../../post/recipients.ts';
import { person, type Mail } from '../../state/mail.ts';
import { teamOption } from '../care/member.ts';
import { exits, UsageError, type Command } from '../command.ts';
import { correspondentOf, withPost, type PostCall } from '../post/call.ts';
import { durationFrom } from '../post/patience.ts';
import { mailJson, mailText } from '../reporters/mail.ts';
import { stopAsked } from '../stop-signal.ts';

export const command: Command = {
  name: 'listen',
  summary: 'print messages of a team as they are written: all, or those to a CHANNEL',
  operands: '[CHANNEL]',
  details: 'A channel is what a message is written to: a member, role:ROLE, project:PROJECT, all, or person. It goes on until Ctrl-C, or\nuntil it has heard --count of them. A member hears what it writes and what is written to it. What is heard is not read: it\narrives in the inbox, and is told, all the same. Exit code 4: the --timeout was over before --count of them came.',
  options: {
    count: { summary: 'end after so many', value: 'N' },
    timeout: { summary: 'end after so long', value: 'DURATION' },
    team: teamOption,
    json: { summary: 'print one JSON document a line for each message' },
  },
  examples: [
    { line: 'coders listen', does: 'all that a team says, for a person' },
    { line: 'coders listen role:tester --json', does: 'for a script: a line for each' },
    { line: 'coders listen person --count 1 --timeout 30m', does: 'wait for a word of somebody' },
  ],
  run: (invocation) => withPost(invocation, listen),
};

async function listen(call: PostCall): Promise<number> {
  const { team, host: { store, clock }, invocation: { options, terminal, operands: [channel] } } = call;
  const count = countFrom(options.text('count'));
  const timeout = options.text('timeout');
  const isHeard = hearing(channel, call);
  const stop = stopAsked();
  const signal = timeout === undefined ? stop.signal : AbortSignal.any([stop.signal, abortAfter(durationFrom(timeout))]);
  let heard = 0;
  try {
    for await (const event of follow(store, { after: store.latestEvent(), signal })) {
      const mail = event.type === 'mail' && event.team === team.name ? store.mails.find(team.name, event.mail) : undefined;
      if (mail === undefined || !isHeard(mail)) continue;
      if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, ...mailJson(mail) }));
      else terminal.out(mailText(mail, { now: clock.now(), color: terminal.color }));
      heard += 1;
      if (heard >= count) break;
    }
  } finally {
    stop.release();
  }
  return heard < count && count !== Infinity ? exits.notConverged : exits.success;
}

/** Whether a mail is heard on a channel, by this caller. */
function hearing(channel: string | undefined, { caller, seats }: PostCall): (mail: Mail) => boolean {
  const who = correspondentOf(caller);
  const isOwn = (mail: Mail) => who === person || mail.from === who || mail.to.includes(who);
  if (channel === undefined) return isOwn;
  if (channel === who) return (mail) => mail.to.includes(who);
  const meant = recipientsMeant(channel, person, seats);
  if ('problem' in meant) throw new UsageError(meant.problem, meant.hint);
  return (mail) => isOwn(mail) && (isChannel(channel) ? mail.channel === channel : mail.to.includes(meant.to[0]!));
}

function countFrom(text: string | undefined): number {
  const count = text === undefined ? Infinity : Number(text);
  if (text !== undefined && (!Number.isInteger(count) || count < 1)) throw new UsageError(`"${text}" is no number of messages.`, 'Write a whole number from 1.');
  return count;
}
