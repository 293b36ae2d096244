import { UsageError } from '../cli/command.ts';
import type { Store } from '../host/store/store.ts';
import { followRows } from '../host/store/follow.ts';
import type { SentMessage } from '../host/store/messages.ts';
import type { Address } from '../state/address.ts';
import type { Message } from '../state/message.ts';
import { appliedMember, type AgentReference, type Where } from './reference.ts';
import { openConfiguredStore } from './verb.ts';

/** What was sent, as an object: one that was sent as an object, else the text as `text`. */
export type HeardContent = Readonly<Record<string, unknown>>;

/** Hears of each message once, one after the other. */
export type Listener = (content: HeardContent, message: Message) => void | Promise<void>;

/** A listening that goes on until it is stopped. */
export interface Subscription {
  stop(): void;
  /** Resolves once it has stopped. Rejects with what the listener or the store threw, which ends it, too. */
  readonly ended: Promise<void>;
}

/**
 * Tells of each message that is sent to an agent from now on, as soon as it is sent, by whomever: also while the agent is in a turn
 * and has not been given it yet. Without an agent it is the one whose pane this process runs in.
 */
export async function listenForMessages(to: AgentReference | undefined, listener: Listener, where: Where = {}): Promise<Subscription> {
  const store = openConfiguredStore();
  try {
    const member = await appliedMember(to ?? ownAddress(), where, store);
    const last = store.messages.sentTo(member, 0).at(-1)?.id ?? 0;
    const stop = new AbortController();
    const rows = followRows<SentMessage>({ directory: store.directory, after: (id) => store.messages.sentTo(member, id) }, { after: last, signal: stop.signal });
    return { stop: () => stop.abort(), ended: tellAll({ rows, signal: stop.signal, store }, listener) };
  } catch (error) {
    store.close();
    throw error;
  }
}

function ownAddress(): Address {
  const address = process.env['CODERS_ADDRESS'];
  if (address === undefined) throw new UsageError('This process runs in no agent\'s pane.', 'Name the agent whose messages are meant.');
  return address;
}

interface Listening {
  readonly rows: AsyncGenerator<SentMessage, void>;
  readonly signal: AbortSignal;
  readonly store: Store;
}

async function tellAll({ rows, signal, store }: Listening, listener: Listener): Promise<void> {
  try {
    for await (const { message } of rows) {
      if (signal.aborted) return;
      await listener(contentOf(message.text), message);
    }
  } finally {
    store.close();
  }
}

function contentOf(text: string): HeardContent {
  if (!text.startsWith('{')) return { text };
  try {
    return JSON.parse(text) as HeardContent;
  } catch (error) {
    if (error instanceof SyntaxError) return { text };
    throw error;
  }
}
