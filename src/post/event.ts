import type { MailEvent } from '../state/event.ts';
import type { Mail } from '../state/mail.ts';

/** As it is told of in `coders events`. Its text is in the inbox. */
export function mailEvent({ id, from, to, type, channel, replyTo }: Mail): MailEvent {
  return { type: 'mail', mail: id, from, to, kind: type, ...(channel === undefined ? {} : { channel }), ...(replyTo === undefined ? {} : { replyTo }) };
}
