import type { ReceiptState, When } from '../state/message.ts';
import type { Address } from '../state/address.ts';
import type { RedisAddress } from './configuration.ts';
import { memberMeant, type AgentReference, type Where } from './reference.ts';
import { documentOf, durationText, optionsFrom } from './verb.ts';

/** What is sent: a text, or an object, which arrives as one line of JSON. */
export type MessageContent = string | Readonly<Record<string, unknown>>;

/** When and how a message goes. */
export interface SendOptions extends Where, Partial<RedisAddress> {
  /** At rest (`idle`, usual), by the tool's own queue while it works (`next-turn`), or at once, ending the present turn (`now`). */
  readonly when?: When;
  /** How long to look for the moment and for the proof, in milliseconds; a minute unless given. */
  readonly timeoutMs?: number;
  /** Names the message: the same name again goes on with it, and never sends it twice. */
  readonly id?: string;
}

/** A message and how far it has come, as `schemas/send.schema.json` describes it. */
export interface SentReceipt {
  readonly id: string;
  readonly team: string;
  readonly to: Address;
  readonly text: string;
  readonly when: When;
  /** In UTC. */
  readonly at: string;
  /** `acknowledged` once the agent's own record of the conversation holds it; `failed` and `held` say why in the last receipt. */
  readonly state: ReceiptState;
  /** In order. */
  readonly receipts: readonly { readonly state: ReceiptState; readonly at: string; readonly reason?: string; readonly by?: string }[];
}

/** Gives a message to an agent, and resolves with the proof that it arrived, or with how far it came. */
export function sendMessage(to: AgentReference, content: MessageContent, { when, timeoutMs, id, url, ...where }: SendOptions = {}): Promise<SentReceipt> {
  const { member, team } = memberMeant(to, where);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const options = optionsFrom({ team, when, timeout: durationText(timeoutMs), 'op-id': id });
  return documentOf<SentReceipt>({ verb: 'send', operands: [member, text], options }, url === undefined ? {} : { redis: { url } });
}
