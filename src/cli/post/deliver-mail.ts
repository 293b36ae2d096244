import { HostError } from '../../host/host-error.ts';
import type { MailCopy } from '../../host/store/mails.ts';
import { mailPrompt } from '../../post/prompts.ts';
import { inboxFile } from '../../state/spool.ts';
import type { Mail } from '../../state/mail.ts';
import { isFinal, type Message } from '../../state/message.ts';
import type { RemoteMember, Sharing } from '../../state/sharing.ts';
import { tellWaiting } from '../../supervisor/duties/mail.ts';
import { messageOf } from '../../supervisor/messenger.ts';
import { bring } from '../mission/bring.ts';
import { lookNow } from '../mission/carry-out.ts';
import { sendElsewhere } from '../send-elsewhere.ts';
import type { PostCall } from './call.ts';

/** What became of a mail by now. */
export interface Delivered {
  /** A supervisor keeps the team: it sees to what is still to be done. */
  readonly isKept: boolean;
  /** Each sentence about a reader on another host whom it did not get to. */
  readonly problems: readonly string[];
}

/**
 * Has a mail brought: by the supervisor, as soon as its readers rest; where none keeps the team, by this process, which looks for
 * a moment itself; and to readers on other hosts by asking those. `waitMs` is how long to look for what comes of it.
 */
export async function deliverMail(mail: Mail, waitMs: number, call: PostCall): Promise<Delivered> {
  const problems = await handToHosts(mail, waitMs, call);
  const isKept = await lookNow(call);
  if (!isKept) await tellHere(mail, call);
  else if (waitMs > 0) await untilSettled(mail, waitMs, call);
  return { isKept, problems };
}

/** How far it has come to each of its readers. */
export function copiesOf({ team, id }: Mail, { host: { store } }: Pick<PostCall, 'host'>): readonly MailCopy[] {
  return store.mails.copies(team, id);
}

async function tellHere({ to }: Mail, call: PostCall): Promise<void> {
  const { team, host } = call;
  const tried = new Set<string>();
  for (;;) {
    const messages: Message[] = [];
    await host.store.together(() => {
      const { prompts } = tellWaiting({ team: team.name, isReady: (member) => to.includes(member) }, host, host.clock.now());
      for (const prompt of prompts.filter((one) => to.includes(one.to))) messages.push(host.store.messages.enqueue(messageOf(team.name, prompt, host.clock.now())));
    });
    const untried = messages.filter(({ id }) => !tried.has(id));
    if (untried.length === 0) return;
    await bring(untried, call);
    for (const { id } of untried) tried.add(id);
  }
}

async function untilSettled(mail: Mail, waitMs: number, call: PostCall): Promise<void> {
  const { clock } = call.host;
  const deadline = clock.now() + waitMs;
  for (let pauseMs = 10; copiesOf(mail, call).some((copy) => !hasArrived(copy, call)) && clock.now() < deadline; pauseMs = Math.min(pauseMs * 1.5, 250)) await clock.wait(pauseMs);
}

/** Its message is at its end, whether or not the supervisor has taken note of that. */
function hasArrived({ settledAt, prompt, mail }: MailCopy, { host: { store } }: PostCall): boolean {
  const state = prompt === undefined ? undefined : store.messages.receipts(`${mail.team}/${prompt}`).at(-1)?.state;
  return settledAt !== undefined || isFinal(state);
}

/** A host that could not be asked was given nothing: its readers are not written to, and that is said. */
async function handToHosts(mail: Mail, waitMs: number, { team, host }: PostCall): Promise<readonly string[]> {
  const sharing = host.store.keptTeam(team.name)?.desired.sharing;
  const readers = (sharing?.elsewhere ?? []).filter(({ address }) => mail.to.includes(address));
  const handed = await Promise.all(readers.map(async (reader): Promise<readonly string[]> => {
    const copy = { team: team.name, who: reader.address };
    try {
      host.store.mails.put(mail, [reader.address]); // dropped where an earlier try found nobody
      const problems = await handToHost({ mail, reader, sharing: sharing!, waitMs }, host);
      host.store.mails.leave(mail.id, copy, host.clock.now());
      return problems;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      host.store.mails.drop(mail.id, copy);
      return [error.message];
    }
  }));
  return handed.flat();
}

interface Handing {
  readonly mail: Mail;
  readonly reader: RemoteMember;
  readonly sharing: Sharing;
  readonly waitMs: number;
}

async function handToHost({ mail, reader, sharing, waitMs }: Handing, { store, clock }: PostCall['host']): Promise<readonly string[]> {
  const { team, at } = mail;
  const { id, text, when } = mailPrompt([mail], reader.address, { fileOf: (one) => inboxFile(store.directory, { team, address: reader.address }, one), prompts: store.keptTeam(team)?.desired.prompts });
  const receipt = await sendElsewhere({ message: { id, team, to: reader.address, text, when, at }, mail, member: reader, sharing, timeoutMs: waitMs, received: () => undefined }, clock);
  return receipt === undefined ? [`Host ${reader.host} has not answered whether it has the message for ${reader.address}. Send it again with --op-id ${mail.id}: it is never told twice.`] : [];
}
