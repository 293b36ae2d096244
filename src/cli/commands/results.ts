import { observeResults } from '../../reconcile/results.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { resultsJson } from '../reporters/results-json.ts';
import { resultsMarkdown } from '../reporters/results-markdown.ts';
import { resultsText } from '../reporters/results.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'results',
  summary: 'show what each mission came to: commits, files, what its check printed, whether it is merged',
  operands: '[TEAM | FILE]',
  details: 'Also the last words of who did it, which are kept when its conversation ends. What nothing tells any more is left out.',
  options: { markdown: { summary: 'print Markdown, for a report or a pull request' }, json: jsonOption },
  examples: [
    { line: 'coders results', does: 'what the team of team.yaml here or above has done' },
    { line: 'coders results shop --markdown > results.md', does: 'the same as a page' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands: [named], options, terminal } = invocation;
  if (options.has('json') && options.has('markdown')) throw new UsageError('coders results prints one form: --json or --markdown.', 'Leave one of the two out.');
  return withAppliedTeam((store) => appliedTeamNamed(named, store, invocation), invocation, async (team, host) => {
    const results = { team: team.name, missions: await observeResults(team, host) };
    if (options.has('json')) terminal.data(JSON.stringify(resultsJson(results), null, 2));
    else if (options.has('markdown')) terminal.data(resultsMarkdown(results));
    else terminal.out(resultsText(results, terminal.color));
    return exits.success;
  });
}
