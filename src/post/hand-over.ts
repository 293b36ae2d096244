import type { Address } from '../state/address.ts';
import type { Mail } from '../state/mail.ts';
import type { ReceiptState } from '../state/message.ts';
import { mailPrompt, mostAtOnce, promptId, tryOf, type MailPrompt } from './prompts.ts';

/** A mail that is still to be told to one of its readers. */
export interface WaitingMail {
  readonly mail: Mail;
  readonly to: Address;
  /** The prompt that tells of it; absent while it is in none. */
  readonly prompt?: string;
}

/** `untold` is one that failed before its reader could take it. */
export type PromptState = ReceiptState | 'untold';

/** What is known when it is decided what members are told. */
export interface PostWorld {
  /** Oldest first. */
  readonly waiting: readonly WaitingMail[];
  /** Whether a member may be told something now. */
  readonly isReady: (member: Address) => boolean;
  /** How far a prompt has come; undefined for one that nobody sent. */
  readonly receipts: (prompt: string) => PromptState | undefined;
  /** Where the whole text of a mail lies for a member. */
  readonly fileOf: (member: Address, mail: string) => string;
}

type EndState = Extract<PromptState, 'acknowledged' | 'failed' | 'untold'>;

/** What follows: prompts to be brought, those among them that are new, and those that have come to their end. */
export interface HandedOver {
  readonly prompts: readonly MailPrompt[];
  readonly begun: readonly { readonly prompt: string; readonly to: Address; readonly mails: readonly string[] }[];
  readonly ended: readonly { readonly prompt: string; readonly to: Address; readonly state: EndState }[];
}

/**
 * Who is told what now. Each member is told one thing at a time, in the order in which it came; what came while it worked is
 * told as one, which costs one turn. What was begun and never reached him is begun anew, a few times. Asked again it says the same, until the store says otherwise.
 */
export function handOver(world: PostWorld): HandedOver {
  const members = [...new Set(world.waiting.map(({ to }) => to))];
  const all = members.map((member) => handOverTo(member, world));
  return { prompts: all.flatMap(({ prompts }) => prompts), begun: all.flatMap(({ begun }) => begun), ended: all.flatMap(({ ended }) => ended) };
}

const nothing: HandedOver = { prompts: [], begun: [], ended: [] };

function handOverTo(member: Address, world: PostWorld): HandedOver {
  const own = world.waiting.filter(({ to }) => to === member);
  const underWay = own.find(({ prompt }) => prompt !== undefined)?.prompt;
  const state = underWay === undefined ? undefined : world.receipts(underWay);
  const isOver = state === 'acknowledged' || state === 'failed' || state === 'untold';
  if (underWay !== undefined && !isOver) return { ...nothing, prompts: [tell(own.filter(({ prompt }) => prompt === underWay), underWay, world)] };
  const ended = underWay === undefined || !isOver ? [] : [{ prompt: underWay, to: member, state: endOf(underWay, state) }];
  const isAnew = ended.some((end) => end.state === 'untold');
  const next = own.filter(({ prompt }) => prompt === undefined || (isAnew && prompt === underWay)).slice(0, mostAtOnce);
  if (next.length === 0 || !world.isReady(member)) return { ...nothing, ended };
  const prompt = tell(next, newId(next[0]!, world), world);
  return { ended, prompts: [prompt], begun: [{ prompt: prompt.id, to: member, mails: next.map(({ mail }) => mail.id) }] };
}

/** How often something is begun that never reaches its reader. */
const mostTries = 3;

function endOf(prompt: string, state: EndState): EndState {
  return state === 'untold' && tryOf(prompt) >= mostTries ? 'failed' : state;
}

/** None that was used before: a prompt that has ended goes no further. */
function newId({ mail, to }: WaitingMail, { receipts }: PostWorld): string {
  for (let number = 1; ; number += 1) {
    const id = promptId(mail, to, number);
    if (receipts(id) === undefined) return id;
  }
}

function tell(waiting: readonly WaitingMail[], id: string, { fileOf }: PostWorld): MailPrompt {
  const { to } = waiting[0]!;
  return mailPrompt(waiting.map(({ mail }) => mail), { id, to }, (mail) => fileOf(to, mail));
}
