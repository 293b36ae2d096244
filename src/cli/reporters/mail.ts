import { harmless } from '../../diagnostics/display.ts';
import type { MailCopy } from '../../host/store/mails.ts';
import { calledBy } from '../../post/seat.ts';
import { person, type Correspondent, type Mail } from '../../state/mail.ts';
import type { Receipt } from '../../state/message.ts';
import { formatDuration } from '../../util/duration.ts';
import { receiptText } from './messages.ts';
import { palette } from './palette.ts';

/** A copy beside the receipts of the message that carries it: none while nothing does. */
export interface ShownCopy {
  readonly copy: MailCopy;
  readonly receipt: Receipt | undefined;
}

/** How far a mail has come to one reader: `waiting` until it rests; `unread` in a person's inbox; `elsewhere`: another host brings it. */
export function copyState({ copy: { to, readAt, settledAt, prompt }, receipt }: ShownCopy): string {
  if (readAt !== undefined) return 'read';
  if (receipt !== undefined) return receipt.state;
  if (to === person) return 'unread';
  return prompt === undefined && settledAt !== undefined ? 'elsewhere' : 'waiting';
}

/** As the schemas describe a mail. */
export function mailJson({ id, from, to, channel, type, text, replyTo, at }: Mail) {
  return { id, from, to, ...(channel === undefined ? {} : { channel }), type, text, ...(replyTo === undefined ? {} : { replyTo }), at: new Date(at).toISOString() };
}

/** The same, and how far it has come to each of these readers. */
export function sentJson(mail: Mail, copies: readonly ShownCopy[]) {
  return { ...mailJson(mail), copies: copies.map((shown) => ({ to: shown.copy.to, state: copyState(shown) })) };
}

/** Where it has come to, a line a reader. */
export function sentText(mail: Mail, copies: readonly ShownCopy[]): string {
  return copies.map((shown) => `${mail.id} to ${calledBy(shown.copy.to)}: ${stateWords(shown)}`).join('\n');
}

function stateWords(shown: ShownCopy): string {
  const state = copyState(shown);
  const words: Readonly<Record<string, string>> = {
    waiting: 'it is told when it rests',
    unread: 'it lies in the inbox of whoever runs the team',
    elsewhere: 'its host brings it',
    read: 'told, and read',
  };
  return words[state] ?? (shown.receipt === undefined ? state : receiptText(shown.receipt));
}

/** One mail, whole. */
export function mailText(mail: Mail, { now, color }: { readonly now: number; readonly color: boolean }): string {
  const { bold, faint } = palette(color);
  return `${bold(mail.id)}  ${headWords(mail, now)}\n${harmless(mail.text.trimEnd()).split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}${mail.type === 'question' ? `\n${faint(`To answer: coders message reply ${mail.id} "…"`)}` : ''}`;
}

/** How lines of mail are shown. */
export interface MailLook {
  readonly now: number;
  readonly color: boolean;
  readonly columns: number;
}

/** Each in one line, with the beginning of its text; of what was sent also which reader it is, and how far it has come to that one. */
export function mailLines(copies: readonly ShownCopy[], { now, color, columns }: MailLook, isSent = false): string {
  const { bold, faint } = palette(color);
  return copies.map((shown) => {
    const { mail } = shown.copy;
    const head = `${headWords(mail, now, isSent ? shown.copy.to : undefined)}  ${isSent ? `${copyState(shown)}  ` : ''}`;
    const rest = Math.max(20, columns - head.length - mail.id.length - 4);
    const line = harmless(mail.text.split('\n').find((one) => one.trim() !== '')?.trim() ?? '');
    return `${bold(mail.id)}  ${faint(head)}${line.length > rest ? `${line.slice(0, rest - 1)}…` : line}`;
  }).join('\n');
}

function headWords({ from, to, channel, type, replyTo, at }: Mail, now: number, reader?: Correspondent): string {
  const ago = now - at < 1000 ? 'just now' : `${formatDuration(now - at)} ago`;
  const readers = reader === undefined ? (channel ?? to.map(calledBy).join(', ')) : `${calledBy(reader)}${channel === undefined ? '' : ` (${channel})`}`;
  return `${calledBy(from)} → ${readers}  ${type}${replyTo === undefined ? '' : ` (answers ${replyTo})`}  ${ago}`;
}
