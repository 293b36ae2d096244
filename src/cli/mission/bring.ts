import { deliver } from '../../delivery/deliver.ts';
import { withInputLock } from '../../delivery/input-lock.ts';
import { HostError } from '../../host/host-error.ts';
import { seatIn } from '../../state/address.ts';
import type { Message } from '../../state/message.ts';
import { remoteMembers } from '../remote-members.ts';
import type { MissionCall } from './verb.ts';

type Bringing = Pick<MissionCall, 'team' | 'host' | 'invocation'>;

/** How long a moment is looked for. Whoever called waits for it. */
const patienceMs = 10_000;

/**
 * Tells members what follows from a deed, as `coders send` does. What has been done stands, whether or not they can be told:
 * a message that finds no moment is kept, and who was not told is said. Whom another host runs the supervisor has told there.
 */
export async function bring(messages: readonly Message[], call: Bringing): Promise<void> {
  const elsewhere = new Set(remoteMembers(call.team.name, call.host.store).map(({ address }) => address));
  await Promise.all(messages.filter(({ to }) => !elsewhere.has(to)).map((message) => bringOne(message, call)));
}

async function bringOne(message: Message, { team, host, invocation: { terminal } }: Bringing): Promise<void> {
  const watcher = { received: () => undefined, waiting: () => undefined };
  try {
    const receipt = await withInputLock({ message, timeoutMs: patienceMs, stateDirectory: host.store.directory, command: 'coders mission' }, host.clock, () =>
      deliver({ team, message, timeoutMs: patienceMs, watcher }, host));
    if (receipt?.state !== 'acknowledged' && receipt?.state !== 'submitted') terminal.err(`${seatIn(message.to)} was not told of it yet. coders messages shows why.`);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    terminal.err(`${seatIn(message.to)} was not told of it: ${error.message}`);
  }
}
