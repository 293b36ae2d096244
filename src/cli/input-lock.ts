import { systemClock } from '../host/clock.ts';
import { takeLock } from '../host/lock.ts';
import type { Message } from '../state/message.ts';
import { seatIn } from '../state/address.ts';
import type { Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';

/** One writer a member, across processes: two messages never mix in an input box. Undefined when the time ran out first. */
export async function withInputLock<Result>(
  { message, timeoutMs }: { message: Message; timeoutMs: number },
  { environment }: Invocation,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const lock = await takeLock({
    stateDirectory: stateDirectoryOf(environment),
    name: `${message.team}~${seatIn(message.to).replaceAll('/', '~')}`,
    command: 'coders send',
    timeoutMs,
    onWait: () => undefined,
  }, systemClock);
  if (lock === undefined) return undefined;
  try {
    return await work();
  } finally {
    lock.release();
  }
}
