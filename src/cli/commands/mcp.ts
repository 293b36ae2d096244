import { quote } from '../../diagnostics/words.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { teamOption } from '../care/member.ts';
import { exits, UsageError, type Command, type Invocation } from '../command.ts';
import { contextText } from '../mcp/context.ts';
import { runWords } from '../mcp/run-words.ts';
import { callersTeam } from '../mission/caller.ts';
import { withAppliedTeam } from '../team-world.ts';
import { version } from '../version.ts';

export const command: Command = {
  name: 'mcp',
  summary: 'serve the verbs that agents need as MCP tools, over standard input and output',
  operands: '[context]',
  details: 'The tools are agent, mission, message and context. Each call is carried out as the command line that its caller could type, with\nthe same rights. Members of a team get the server when they are launched, where their tool has a way to be given one.\nWith the word context it serves nothing, and only says who calls.',
  options: { team: teamOption },
  examples: [
    { line: 'coders mcp context', does: 'in an agent\'s pane: who it is, whom it reports to, and what its mission is' },
    { line: 'coders mcp --team shop', does: 'for a tool of your own: claude mcp add coders -- coders mcp --team shop' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { operands: [word], environment, terminal } = invocation;
  if (word === 'context') return sayContext(invocation);
  if (word !== undefined) throw new UsageError(`${quote(word)} is nothing that coders mcp does.`, 'Say coders mcp to serve, or coders mcp context.');
  if (terminal.interactive) throw new UsageError('coders mcp speaks to a program, and this is a terminal.', 'A tool starts it; coders mcp --help says how. For people there is coders mcp context.');
  const { serve } = await import('../../server/serve.ts'); // late: the SDK is as large as all the rest
  const team = environment['CODERS_ADDRESS'] === undefined ? invocation.options.text('team') : environment['CODERS_TEAM'];
  await serve({ version, ...(team === undefined ? {} : { team }), run: (words) => runWords(words, invocation) });
  return exits.success;
}

function sayContext(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  return withAppliedTeam(
    (store) => appliedTeamNamed(options.text('team') ?? callersTeam(invocation, store), store, invocation),
    invocation,
    async (team, host) => {
      terminal.out(contextText(team, host, invocation));
      return exits.success;
    },
  );
}
