import { excerpt } from '../manifest/inlined-text.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import { worded } from '../manifest/worded.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { Mail } from '../state/mail.ts';
import type { Message } from '../state/message.ts';
import { calledBy } from './seat.ts';

/** How a member is told of mail. The id is the same however often it is decided: it is said once. */
export type MailPrompt = Pick<Message, 'id' | 'to' | 'text' | 'when'>;

/** What is told in full; a longer text lies in a file, so that no context is filled by what is not read. */
export const toldWhole = { bytes: 1000, lines: 12 } as const;

/** So many are told in one turn. Who was away for long reads the others next. */
export const mostAtOnce = 10;

/** Whether a text is told in full where it arrives. */
export function isShort({ text }: Pick<Mail, 'text'>): boolean {
  return Buffer.byteLength(text) <= toldWhole.bytes && text.split('\n').length <= toldWhole.lines;
}

/** Of the first mail that it tells of, so that it is never given to another. */
export function promptId(first: Pick<Mail, 'id'>, to: Address): string {
  return `mail:${seatIn(to)}:${first.id}`;
}

/** Whether a message with this id tells of mail. */
export function isOfMail(id: string): boolean {
  return id.startsWith('mail:');
}

/** Where the whole text of a long mail lies, and the words of the team. */
export interface MailTelling {
  readonly fileOf: (id: string) => string;
  readonly prompts?: PromptTexts | undefined;
}

/** What a member is told of mail that came, oldest first. */
export function mailPrompt(mails: readonly Mail[], to: Address, telling: MailTelling): MailPrompt {
  const texts = mails.map((mail) => arrival(mail, telling));
  return { id: promptId(mails[0]!, to), to, text: texts.join('\n\n'), when: 'idle' };
}

// The first word is never one that a tool takes for a command of its own.
function arrival(mail: Mail, { fileOf, prompts }: MailTelling): string {
  const { id, from, type, text, channel, replyTo } = mail;
  const about = [type === 'status' ? '' : type, channel === undefined ? '' : `to ${channel}`, replyTo === undefined ? '' : `in answer to ${replyTo}`].filter((words) => words !== '');
  const head = { message: id, from: calledBy(from), about: about.length === 0 ? '' : ` (${about.join(', ')})`, answer: asksForAnswer(mail) ? id : '' };
  if (isShort(mail)) return worded('message', { ...head, text: body(text) }, prompts);
  return worded('long_message', { ...head, bytes: String(Buffer.byteLength(text)), beginning: beginning(text), file: fileOf(id) }, prompts);
}

/** Lines of it are set in: none of them can be taken for another message's head. */
function body(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.length === 1 ? ` ${lines[0]}` : ['', ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

function beginning(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '')?.trim() ?? '';
  const shown = excerpt(line, 200);
  return shown.leftOut === 0 ? line : `${shown.text}…`;
}

/** Only what asks for an answer says how to give one: thanks for thanks are a loop. */
function asksForAnswer({ type }: Mail): boolean {
  return type === 'question' || type === 'handoff';
}
