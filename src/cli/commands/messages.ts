import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { withAppliedTeam } from '../team-world.ts';
import { messagesText, receiptJson } from '../reporters/messages.ts';

export const command: Command = {
  name: 'messages',
  summary: 'show what was sent to a team, and how far each message came',
  operands: '[TEAM | FILE]',
  details: 'A message is queued, typed, submitted and acknowledged, or held or failed with the reason.',
  options: { last: { summary: 'so many messages (20)', value: 'N' }, json: jsonOption },
  examples: [
    { line: 'coders messages', does: 'the last ones to the team of team.yaml here or above' },
    { line: 'coders messages shop --last 200 --json', does: 'for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { options, operands, terminal } = invocation;
  const last = Number(options.text('last') ?? '20');
  if (!Number.isInteger(last) || last < 1) throw new UsageError(`"${options.text('last')}" is no number of messages.`, 'Write a whole number from 1.');
  return withAppliedTeam((store) => appliedTeamNamed(operands[0], store, invocation), invocation, async (team, host) => {
    const histories = host.store.messages.ofTeam(team.name, last);
    if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, messages: histories.map(receiptJson) }, null, 2));
    else terminal.out(messagesText(histories, terminal.color));
    return exits.success;
  });
}
