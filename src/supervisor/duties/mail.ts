import type { Host } from '../../host/host.ts';
import { writeInboxFiles } from '../../host/inbox-files.ts';
import { handOver } from '../../post/hand-over.ts';
import type { Address } from '../../state/address.ts';
import { inboxFile } from '../../state/spool.ts';
import { messageId } from '../messenger.ts';
import type { Decide, DutyView } from './duty.ts';

/** Tells members what others wrote to them, as soon as they rest. */
export function mailDuty({ kept: { name }, statuses }: DutyView, host: Host): Promise<Decide | undefined> {
  if (host.store.mails.waiting(name).length === 0) return Promise.resolve(undefined);
  const resting = new Set(statuses.filter(({ status }) => status === 'idle' || status === 'unknown').map(({ member }) => member.address));
  return Promise.resolve((now) => {
    const { events, prompts } = tellWaiting({ team: name, isReady: (member) => resting.has(member) }, host, now);
    return { events, prompts, awaits: waitingAtWork(name, resting, host) };
  });
}

/** A team, and who of it may be told something. */
export interface Telling {
  readonly team: string;
  readonly isReady: (member: Address) => boolean;
}

/**
 * Decides who is told what, and writes down that it is: a prompt stands only beside the mails that are in it. In one transaction
 * with the prompts. Throws a HostError where the file of a long one can not be written: then nothing is decided.
 */
export function tellWaiting({ team, isReady }: Telling, { store }: Pick<Host, 'store'>, now: number): Pick<ReturnType<Decide>, 'events' | 'prompts'> {
  const waiting = store.mails.waiting(team);
  const { prompts, begun, ended } = handOver({
    waiting,
    isReady,
    prompts: store.keptTeam(team)?.desired.prompts,
    receipts: (prompt) => store.messages.receipts(messageId(team, prompt)).at(-1)?.state,
    fileOf: (address, mail) => inboxFile(store.directory, { team, address }, mail),
  });
  for (const { prompt, to, state } of ended) store.mails.end(prompt, { team, who: to }, { state, at: now });
  for (const { prompt, to, mails } of begun) {
    // Only now: while its reader was down, its folder was cleared.
    for (const { mail } of waiting.filter((one) => one.to === to && mails.includes(one.mail.id))) writeInboxFiles(store.directory, { ...mail, to: [to] });
    store.mails.begin(prompt, { team, who: to }, mails);
  }
  return { events: [], prompts };
}

/** For whom something waits that it can not be told before its turn ends. */
function waitingAtWork(team: string, resting: ReadonlySet<Address>, { store }: Host): readonly Address[] {
  return [...new Set(store.mails.waiting(team).map(({ to }) => to))].filter((member) => !resting.has(member));
}
