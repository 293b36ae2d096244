import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deliver } from '../../delivery/deliver.ts';
import type { Host } from '../../host/host.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import type { Message, Receipt, When } from '../../state/message.ts';
import { durationMs } from '../../util/duration.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { withInputLock } from '../../delivery/input-lock.ts';
import { withAppliedTeam } from '../team-world.ts';
import { receiptJson, receiptText } from '../reporters/messages.ts';
import { memberNamed } from '../seats.ts';

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
    const to = memberNamed(name, team.members.map(({ address }) => address));
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

function exitOf({ state }: Receipt): number {
  if (state === 'acknowledged') return exits.success;
  return state === 'failed' ? exits.hostFailed : exits.notConverged;
}

function textFor({ operands: [, text], options, directory }: Invocation): string {
  const file = options.text('file');
  if (file !== undefined && text !== undefined) throw new UsageError('coders send takes a text or --file, not both.', 'Leave one of them out.');
  const given = file !== undefined ? readFileSync(resolve(directory, file), 'utf8') : text === '-' ? readFileSync(0, 'utf8') : text;
  const trimmed = given?.replace(/\r\n?/g, '\n').trimEnd();
  if (trimmed === undefined || trimmed === '') throw new UsageError('coders send needs a text.', 'Give it as an operand, with --file, or by standard input as -.');
  const control = /[\u0000-\u0008\u000b-\u001f\u007f]/.exec(trimmed);
  if (control !== null) throw new UsageError(`The text holds the control character ${JSON.stringify(control[0])}, which a terminal would obey.`, 'Take it out; line ends and tabs are fine.');
  return trimmed;
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
