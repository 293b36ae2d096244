import { panesByAddress } from '../../health/member-status.ts';
import type { Host } from '../../host/host.ts';
import { observeStatus } from '../../reconcile/observe-status.ts';
import { observeConversations } from '../../reconcile/observe-turns.ts';
import type { Address } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import type { Turn } from '../../state/turn.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { paneJson, turnsJson, turnsText } from '../reporters/logs.ts';
import { memberHere } from '../remote-members.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'logs',
  summary: 'show what stands in a member\'s window, or what was said in its conversation',
  operands: 'ADDRESS',
  details: 'The window also of an agent that has ended. --turns reads the tool\'s own record:\neach prompt, the reply, how long it took and what it used.',
  options: {
    turns: { summary: 'the turns of the present conversation instead of the window' },
    follow: { summary: 'go on until Ctrl-C, or until the window is gone', short: 'f' },
    team: { summary: 'the team, by name or manifest; team.yaml here or above unless given', value: 'TEAM' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders logs storefront/cart', does: 'what its window shows now' },
    { line: 'coders logs cart -f --turns', does: 'each turn as it ends' },
    { line: 'coders logs pm --turns --json', does: 'for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands: [name], options } = invocation;
  if (name === undefined) throw new UsageError('coders logs needs a member.', 'Name one as coders status shows it: coders logs storefront/cart.');
  if (options.has('follow') && options.has('json')) throw new UsageError('coders logs prints one JSON document, and --follow never ends.', 'Leave one of the two out.');
  return withAppliedTeam((store) => appliedTeamNamed(options.text('team'), store, invocation), invocation, async (team, host) => {
    const subject = { team, address: memberHere({ verb: 'logs', name, team }, host.store) };
    if (options.has('turns')) await showTurns(subject, host, invocation);
    else await showWindow(subject, host, invocation);
    return exits.success;
  });
}

interface Subject {
  readonly team: AppliedTeam;
  readonly address: Address;
}

const lookEveryMs = 500;

/** Following prints the whole window again when it has changed: an agent's screen is drawn, not appended to. */
async function showWindow(subject: Subject, host: Host, { options, terminal }: Invocation): Promise<void> {
  let lines = await windowOf(subject, host);
  if (lines === undefined) throw new UsageError(`${subject.address} has no window now.`, 'Start it with coders apply.');
  if (options.has('json')) return terminal.data(JSON.stringify({ version: 1, team: subject.team.name, ...paneJson(subject.address, lines) }, null, 2));
  for (let shown: string | undefined; lines !== undefined; ) {
    const text = lines.join('\n').trimEnd();
    if (text !== shown) terminal.data(shown === undefined ? text : `\n${text}`);
    shown = text;
    if (!options.has('follow')) return;
    await host.clock.wait(lookEveryMs);
    lines = await windowOf(subject, host);
  }
}

async function windowOf({ team, address }: Subject, { tmux, store }: Host): Promise<readonly string[] | undefined> {
  const seen = await tmux.observe();
  const pane = panesByAddress({ team, tmux: seen, launches: store.launches(team.name) }).get(address)?.pane;
  return pane === undefined ? undefined : tmux.capture(pane.id);
}

async function showTurns(subject: Subject, host: Host, { options, terminal }: Invocation): Promise<void> {
  let turns = await turnsOf(subject, host);
  if (turns === undefined) throw new UsageError(`${subject.address} has no running agent whose record coders can read.`, 'coders logs without --turns shows its window.');
  if (options.has('json')) return terminal.data(JSON.stringify({ version: 1, team: subject.team.name, ...turnsJson(subject.address, turns) }, null, 2));
  if (!options.has('follow')) return terminal.out(turnsText(turns, terminal.color));
  for (let shown = 0; turns !== undefined; turns = await turnsOf(subject, host)) {
    const ended: readonly Turn[] = turns.slice(shown).filter(({ endedAt }) => endedAt !== undefined);
    if (ended.length > 0) terminal.out(turnsText(ended, terminal.color));
    shown += ended.length;
    await host.clock.wait(lookEveryMs);
  }
}

async function turnsOf({ team, address }: Subject, host: Host): Promise<readonly Turn[] | undefined> {
  const { agents } = await observeStatus(team, host);
  const agent = agents.find(({ pane }) => pane.tag?.address === address);
  return agent === undefined ? undefined : observeConversations([agent], host).get(agent.pane.id)?.turns;
}
