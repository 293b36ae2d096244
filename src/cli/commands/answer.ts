import type { Answer } from '../../agents/dialog.ts';
import type { Host } from '../../host/host.ts';
import { answerQuestion, type Answered } from '../../reconcile/answer-question.ts';
import { observeQuestions, type OpenQuestion } from '../../reconcile/observe-questions.ts';
import { observeStatus } from '../../reconcile/observe-status.ts';
import { seatIn } from '../../state/address.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { questionsJson } from '../reporters/questions.ts';
import { withAppliedTeam } from '../team-world.ts';

export const command: Command = {
  name: 'answer',
  summary: 'answer one question of coders ask',
  operands: 'ID yes|no|TEXT',
  mostOperands: 2,
  details: 'Words in answer to a permission refuse it and say why.\nExit code 0: it was answered; 4: it was not open any more, or takes no such answer.',
  options: {
    team: { summary: 'the team, by name or manifest; team.yaml here or above unless given', value: 'TEAM' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders answer 4711 yes', does: 'gives the permission' },
    { line: 'coders answer 4711 "Use the staging key."', does: 'refuses it, and says why' },
    { line: 'coders answer storefront/cart Pear', does: 'chooses from the dialog on that member\'s screen' },
  ],
  run,
};

function run(invocation: Invocation): Promise<number> {
  const { operands: [id, words], options, terminal } = invocation;
  if (id === undefined || words === undefined) throw new UsageError('coders answer needs a question and an answer.', 'coders ask shows the questions; then for example: coders answer 4711 yes.');
  const answer: Answer = words === 'yes' ? { say: 'yes' } : words === 'no' ? { say: 'no' } : { say: 'text', text: words };
  return withAppliedTeam((store) => appliedTeamNamed(options.text('team'), store, invocation), invocation, async (team, host) => {
    const question = await questionNamed(id, team, host);
    // Not under the member's input lock: a message that waits for this very answer holds it.
    const answered = await answerQuestion(question, answer, host);
    if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, ...questionsJson(question), answered: answered.done, ...(answered.done ? {} : { reason: answered.reason }) }, null, 2));
    else terminal.out(inWords(question, answered));
    return answered.done ? exits.success : exits.notConverged;
  });
}

async function questionNamed(id: string, team: AppliedTeam, host: Host): Promise<OpenQuestion> {
  const { agents, verdicts } = await observeStatus(team, host);
  const questions = await observeQuestions(agents, verdicts, host);
  const found = questions.find((question) => question.id === id);
  if (found !== undefined) return found;
  const ids = questions.map((question) => question.id);
  throw new UsageError(`There is no open question "${id}".`, ids.length === 0 ? 'Nobody waits for an answer.' : `Open questions are ${ids.join(', ')}.`);
}

function inWords({ member }: OpenQuestion, answered: Answered): string {
  return answered.done ? `${seatIn(member)} has its answer.` : `${seatIn(member)} was not answered: ${answered.reason}`;
}
