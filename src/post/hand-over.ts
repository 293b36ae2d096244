import type { PromptTexts } from '../manifest/prompts.ts';
import type { Address } from '../state/address.ts';
import type { Mail } from '../state/mail.ts';
import { isFinal, type ReceiptState } from '../state/message.ts';
import { mailPrompt, mostAtOnce, type MailPrompt } from './prompts.ts';

/** A mail that is still to be told to one of its readers. */
export interface WaitingMail {
  readonly mail: Mail;
  readonly to: Address;
  /** The prompt that tells of it; absent while it is in none. */
  readonly prompt?: string;
}

/** What is known when it is decided what members are told. */
export interface PostWorld {
  /** Oldest first. */
  readonly waiting: readonly WaitingMail[];
  /** Whether a member may be told something now. */
  readonly isReady: (member: Address) => boolean;
  /** How far a prompt has come; undefined for one that nobody sent. */
  readonly receipts: (prompt: string) => ReceiptState | undefined;
  /** Where the whole text of a mail lies for a member. */
  readonly fileOf: (member: Address, mail: string) => string;
  /** The words of the team, where it has its own. */
  readonly prompts?: PromptTexts | undefined;
}

/** What follows: prompts to be brought, those among them that are new, and those that have come to their end. */
export interface HandedOver {
  readonly prompts: readonly MailPrompt[];
  readonly begun: readonly { readonly prompt: string; readonly to: Address; readonly mails: readonly string[] }[];
  readonly ended: readonly { readonly prompt: string; readonly to: Address; readonly state: 'acknowledged' | 'failed' }[];
}

/**
 * Who is told what now. Each member is told one thing at a time, in the order in which it came; what came while it worked is
 * told as one, which costs one turn. Asked again it says the same, until the store says otherwise.
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
  const isOver = isFinal(state);
  if (underWay !== undefined && !isOver) return { ...nothing, prompts: [tell(own.filter(({ prompt }) => prompt === underWay), member, world)] };
  const ended = underWay === undefined || !isOver ? [] : [{ prompt: underWay, to: member, state }];
  const next = own.filter(({ prompt }) => prompt === undefined).slice(0, mostAtOnce);
  if (next.length === 0 || !world.isReady(member)) return { ...nothing, ended };
  const prompt = tell(next, member, world);
  return { ended, prompts: [prompt], begun: [{ prompt: prompt.id, to: member, mails: next.map(({ mail }) => mail.id) }] };
}

function tell(waiting: readonly WaitingMail[], member: Address, { fileOf, prompts }: PostWorld): MailPrompt {
  return mailPrompt(waiting.map(({ mail }) => mail), member, { fileOf: (id) => fileOf(member, id), prompts });
}
