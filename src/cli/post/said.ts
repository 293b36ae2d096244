import type { Mail } from '../../state/mail.ts';
import { exits } from '../command.ts';
import { copyState, sentJson, sentText, type ShownCopy } from '../reporters/mail.ts';
import type { PostCall } from './call.ts';
import { copiesOf, type Delivered } from './deliver-mail.ts';

/** A mail's copies, each with the last receipt of what carries it. */
export function shownCopies(copies: readonly ShownCopy['copy'][], { host: { store } }: Pick<PostCall, 'host'>): readonly ShownCopy[] {
  return copies.map((copy) => ({ copy, receipt: copy.prompt === undefined ? undefined : store.messages.receipts(`${copy.mail.team}/${copy.prompt}`).at(-1) }));
}

/**
 * Says what became of a mail, and gives the exit code: 1 where a reader was not written to, or was told in vain; 4 where nobody
 * sees to what is still to be done, or it was waited for and did not come.
 */
export function sayDelivered(mail: Mail, { isKept, problems }: Delivered, call: PostCall): number {
  const { invocation: { terminal, options }, team } = call;
  const copies = shownCopies(copiesOf(mail, call), call);
  const states = copies.map(copyState);
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, supervisor: isKept, message: sentJson(mail, copies) }, null, 2));
  else if (copies.length > 0) terminal.out(sentText(mail, copies));
  for (const problem of problems) terminal.err(problem);
  const isPending = states.some((state) => !ends.includes(state));
  if (isPending && !isKept) terminal.err(`No supervisor keeps team ${team.name}: who was not told yet is told when one does. coders apply hands it to one.`);
  if (problems.length > 0 || states.includes('failed')) return exits.hostFailed;
  return isPending && (!isKept || options.has('wait')) ? exits.notConverged : exits.success;
}

const ends: readonly string[] = ['read', 'acknowledged', 'failed', 'unread', 'elsewhere'];
