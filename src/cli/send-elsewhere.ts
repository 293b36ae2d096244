import type { Clock } from '../host/clock.ts';
import { HostError } from '../host/host-error.ts';
import { openAsker, type Asked, type Asker } from '../host/redis/ask-host.ts';
import { openRedis } from '../host/redis/connection.ts';
import type { Mail } from '../state/mail.ts';
import type { Message, Receipt } from '../state/message.ts';
import type { RemoteMember, Sharing } from '../state/sharing.ts';

/** A message for a member that another host runs. */
export interface RemoteSending {
  readonly message: Message;
  /** What the message tells of, where it is somebody's mail. */
  readonly mail?: Mail;
  readonly member: RemoteMember;
  readonly sharing: Sharing;
  readonly timeoutMs: number;
  /** Told each receipt as it comes. */
  received(receipt: Receipt): void;
}

/** How long a host may take to keep a message; it is asked again after that. */
const answerMs = 3000;

/** How soon it is asked how far the message has come. */
const pauseMs = { first: 50, last: 1000 };

/**
 * Has the host of a member bring it a message, and asks it how far that has come until it is at its end, or the time is over.
 * Gives the last receipt; undefined where the host has not said whether it has the message. Throws a HostError where nothing
 * was sent.
 */
export async function sendElsewhere(sending: RemoteSending, clock: Clock): Promise<Receipt | undefined> {
  const { message: { id, team, to, text, when }, member: { host }, sharing, mail } = sending;
  const connection = await openRedis(sharing.redis, () => undefined);
  try {
    const asker = await openAsker(connection, { team, host }, { id, to, text, when, ...(mail === undefined ? {} : { mail }) }).catch((error: unknown) => {
      throw notSent(sending, error instanceof HostError ? error : new HostError({ tool: 'redis', command: ['redis', 'subscribe'], message: String(error), stderr: '' }));
    });
    return await askUntilItArrives(asker, sending, clock);
  } finally {
    await connection.close();
  }
}

async function askUntilItArrives(asker: Asker, sending: RemoteSending, clock: Clock): Promise<Receipt | undefined> {
  const deadline = clock.now() + sending.timeoutMs;
  let last: Receipt | undefined;
  let mayBeThere = false;
  for (let waitMs = pauseMs.first; ; waitMs = Math.min(waitMs * 1.5, pauseMs.last)) {
    const asked = await askOnce(asker);
    if (asked === 'nobody' && !mayBeThere) throw nobodyThere(sending);
    if (typeof asked === 'object' && 'refused' in asked) throw new HostError({ tool: 'redis', command: ['coders', 'send'], message: asked.refused, stderr: '' });
    mayBeThere ||= asked !== 'nobody';
    if (typeof asked === 'object' && asked.receipt.state !== last?.state) sending.received(asked.receipt);
    if (typeof asked === 'object') last = asked.receipt;
    if (last?.state === 'acknowledged' || last?.state === 'failed' || clock.now() >= deadline) return last;
    await clock.wait(Math.min(waitMs, Math.max(0, deadline - clock.now())));
  }
}

/** A question that failed under way may have been heard all the same. */
async function askOnce(asker: Asker): Promise<Asked> {
  try {
    return await asker.ask(answerMs);
  } catch (error) {
    if (error instanceof HostError) return 'silence';
    throw error;
  }
}

function nobodyThere({ member: { address, host }, sharing: { redis } }: RemoteSending): HostError {
  return new HostError({
    tool: 'redis', command: ['redis', 'publish'], stderr: '',
    message: `${address} runs on host ${host}, and no supervisor of that host listens to Redis at ${new URL(redis.url).host}. Nothing was sent.`,
    hint: `See on ${host} whether the team is applied and kept: coders supervisor status.`,
  });
}

function notSent({ member: { address, host } }: RemoteSending, { tool, command, message, stderr, hint }: HostError): HostError {
  return new HostError({ tool, command, stderr, message: `${address} runs on host ${host}, and is reached through Redis only. ${message} Nothing was sent.`, ...(hint === undefined ? {} : { hint }) });
}
