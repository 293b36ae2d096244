import { observeStatus } from '../../reconcile/observe-status.ts';
import { observeQuestions } from '../../reconcile/observe-questions.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, type Command, type Invocation } from '../command.ts';
import { questionsJson, questionsText } from '../reporters/questions.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'ask',
  summary: 'show every question and permission that members wait with, oldest first',
  operands: '[TEAM | FILE]',
  details: 'Each has an id, by which coders answer answers it. What the rules in the manifest decide never comes here.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders ask', does: 'the open questions of the team of team.yaml here or above' },
    { line: 'coders ask shop --json', does: 'by name, for a script' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { terminal, options, operands } = invocation;
  return withAppliedTeam((store) => appliedTeamNamed(operands[0], store, invocation), invocation, async (team, host) => {
    const { agents, verdicts } = await observeStatus(team, host);
    const questions = await observeQuestions(agents, verdicts, host);
    if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, questions: questions.map(questionsJson) }, null, 2));
    else terminal.out(questionsText(questions, { now: host.clock.now(), color: terminal.color }));
    return exits.success;
  });
}
