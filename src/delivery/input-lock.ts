import type { Clock } from '../host/clock.ts';
import { takeLock } from '../host/lock.ts';
import { seatIn } from '../state/address.ts';
import type { Message } from '../state/message.ts';

export interface InputLockRequest {
  readonly message: Pick<Message, 'team' | 'to'>;
  readonly stateDirectory: string;
  /** Who types, for whoever waits. */
  readonly command: string;
  readonly timeoutMs: number;
}

/** One writer a member, across processes: two messages never mix in an input box. Undefined when the time ran out first. */
export async function withInputLock<Result>({ message, ...request }: InputLockRequest, clock: Clock, work: () => Promise<Result>): Promise<Result | undefined> {
  const name = `${message.team}~${seatIn(message.to).replaceAll('/', '~')}`;
  const lock = await takeLock({ ...request, name, onWait: () => undefined }, clock);
  if (lock === undefined) return undefined;
  try {
    return await work();
  } finally {
    lock.release();
  }
}
