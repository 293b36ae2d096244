import { randomUUID } from 'node:crypto';
import { deliver } from '../../delivery/deliver.ts';
import { sendable } from '../../delivery/sendable.ts';
import type { Host } from '../../host/host.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import type { Message, Receipt, When } from '../../state/message.ts';
import { durationMs } from '../../util/duration.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { givenText } from '../given-text.ts';
import { withInputLock } from '../../delivery/input-lock.ts';
import { withAppliedTeam } from '../team-world.ts';
import { receiptJson, receiptText } from '../reporters/messages.ts';
import { memberNamed } from '../seats.ts';
import { requireMayWrite } from '../post/rights.ts';
import { sendElsewhere, type RemoteSending } from '../send-elsewhere.ts';

export const command: Command = {
  name: 'send',
  summary: 'give text to a member, and prove that it arrived',
  operands: 'ADDRESS [TEXT | -]',
  mostOperands: 2,
  details: 'The text goes in when the agent is idle, nobody types there and no question stands on its screen. It has arrived when the\ntool\'s own record of the conversation holds it. Exit code 0: acknowledged; 4: no moment was found, or no proof yet; 1: failed.',
  options: {
    file: { summary: 'the text is in this file', value: 'FILE' },
    when: { summary: 'idle (default), next-turn (queued by the tool while it works) or now (ends the present turn)', value: 'MOMENT' },
    timeout: { summary: 'how long to look for a moment and for the proof (60s)', value: 'DURATION' },
    wait: { summary: 'wait until it is acknowledged or has failed, however long that takes' },
    'op-id': { summary: 'name this message: the same name again goes on with it, and never sends it twice', value: 'ID' },
    team: { summary: 'the team, by name or manifest; team.yaml here or above unless given', value: 'TEAM' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders send storefront/cart "The tests are red on main. Look first."', does: 'one line, when it is idle' },
    { line: 'git log -5 | coders send pm -', does: 'from standard input' },
    { line: 'coders send cart "Then tag the release." --wait', does: 'for a script that goes on once the agent has it' },
    { line: 'coders send cart --file notes.md --when next-turn', does: 'a file, without waiting for the end of the turn' },
  ],
  run,
};

const moments: readonly When[] = ['idle', 'next-turn', 'now'];

function run(invocation: Invocation): Promise<number> {
  const { operands: [name], options } = invocation;
  if (name === undefined) throw new UsageError('coders send needs a member and a text.', 'For example: coders send storefront/cart "Look at the tests."');
  const text = textFor(invocation);
  const when = momentFrom(options.text('when') ?? 'idle');
  const timeoutMs = patienceFrom(options);
  return withAppliedTeam((store) => appliedTeamNamed(options.text('team'), store, invocation), invocation, async (team, host) => {
    const sharing = host.store.keptTeam(team.name)?.desired.sharing;
    const to = memberNamed(name, [...team.members, ...(sharing?.elsewhere ?? [])].map(({ address }) => address));
    requireMayWrite(to, { team, host }, invocation);
    const member = sharing?.elsewhere.find(({ address }) => address === to);
    if (sharing !== undefined && member !== undefined) {
      const message: Message = { id: options.text('op-id') ?? randomUUID(), team: team.name, to, text, when, at: host.clock.now() };
      return sendOverRedis({ message, member, sharing, timeoutMs }, host, invocation);
    }
    const message = host.store.messages.enqueue({ id: options.text('op-id') ?? randomUUID(), team: team.name, to, text, when, at: host.clock.now() });
    if (message.text !== text || message.to !== to || message.team !== team.name) {
      throw new UsageError(`The message ${message.id} was another one: to ${message.to} of team ${message.team}.`, 'Use a new --op-id, or leave it out.');
    }
    return sendMessage({ team, message, timeoutMs }, host, invocation);
  });
}

interface Sending {
  readonly team: AppliedTeam;
  readonly message: Message;
  readonly timeoutMs: number;
}

async function sendMessage({ team, message, timeoutMs }: Sending, host: Host, invocation: Invocation): Promise<number> {
  const { terminal, options } = invocation;
  const isJson = options.has('json');
  const isWatched = !isJson && terminal.interactive;
  const deadline = host.clock.now() + timeoutMs;
  const watcher = {
    received: (receipt: Receipt) => void (isWatched && terminal.err(receiptText(receipt))),
    waiting: (reason: string) => void (isWatched && terminal.err(`  … waits for ${reason}`)),
  };
  const delivered = await withInputLock({ message, timeoutMs, stateDirectory: host.store.directory, command: 'coders send' }, host.clock, () => deliver({ team, message, timeoutMs: Math.max(0, deadline - host.clock.now()), watcher }, host));
  // Nothing is kept of a message that somebody else may be typing at this moment.
  const receipt = delivered ?? host.store.messages.receipts(message.id).at(-1) ?? { state: 'queued', at: message.at };
  if (isJson) terminal.data(JSON.stringify({ version: 1, ...receiptJson({ message, receipts: host.store.messages.receipts(message.id) }) }, null, 2));
  else if (delivered === undefined) terminal.out(`${message.to}: ${receiptText(receipt)} (another coders send types to it)`);
  else if (!isWatched || receipt.state !== 'acknowledged') terminal.out(`${message.to}: ${receiptText(receipt)}`);
  return exitOf(receipt);
}

/** Only the other host keeps it, and its receipts. */
async function sendOverRedis(sending: Omit<RemoteSending, 'received'>, { clock }: Host, { terminal, options }: Invocation): Promise<number> {
  const { message, member } = sending;
  const isWatched = !options.has('json') && terminal.interactive;
  const receipts: Receipt[] = [];
  const received = (receipt: Receipt): void => {
    receipts.push(receipt);
    if (isWatched) terminal.err(receiptText(receipt));
  };
  const receipt = await sendElsewhere({ ...sending, received }, clock);
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, ...receiptJson({ message, receipts }) }, null, 2));
  else if (receipt === undefined) terminal.out(`${message.to}: host ${member.host} has not answered whether it has the message. Ask again with --op-id ${message.id}: it is never sent twice.`);
  else if (!isWatched || receipt.state !== 'acknowledged') terminal.out(`${message.to}: ${receiptText(receipt)} (on ${member.host}${receipt.state === 'acknowledged' || receipt.state === 'failed' ? '' : ', which goes on with it'})`);
  return exitOf(receipt ?? { state: 'queued', at: message.at });
}

function exitOf({ state }: Receipt): number {
  if (state === 'acknowledged') return exits.success;
  return state === 'failed' ? exits.hostFailed : exits.notConverged;
}

function textFor(invocation: Invocation): string {
  const [, text] = invocation.operands;
  const file = invocation.options.text('file');
  if (file !== undefined && text !== undefined) throw new UsageError('coders send takes a text or --file, not both.', 'Leave one of them out.');
  const given = file !== undefined || text === '-' ? givenText(file ?? '-', invocation) : text;
  if (given === undefined || given.trim() === '') throw new UsageError('coders send needs a text.', 'Give it as an operand, with --file, or by standard input as -.');
  const checked = sendable(given);
  if ('problem' in checked) throw new UsageError(checked.problem, checked.hint);
  return checked.text;
}

function momentFrom(text: string): When {
  const found = moments.find((moment) => moment === text);
  if (found === undefined) throw new UsageError(`"${text}" is no moment.`, `Moments are ${moments.join(', ')}.`);
  return found;
}

function patienceFrom(options: Invocation['options']): number {
  const timeout = options.text('timeout');
  if (!options.has('wait')) return timeoutFrom(timeout ?? '60s');
  if (timeout !== undefined) throw new UsageError('coders send takes --wait or --timeout, not both.', 'Leave one of them out.');
  return Infinity;
}

function timeoutFrom(text: string): number {
  const milliseconds = text === '0' ? 0 : durationMs(text);
  if (milliseconds === undefined) throw new UsageError(`"${text}" is no duration.`, 'Write one as 90s, 30m or 2h.');
  return milliseconds;
}
