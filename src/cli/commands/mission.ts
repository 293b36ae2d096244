import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { appliedTeamNamed } from '../applied-teams.ts';
import { teamOption } from '../care/member.ts';
import { jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { missionVerbs } from '../mission/all.ts';
import { callerOf, callersTeam } from '../mission/caller.ts';
import type { MissionVerb } from '../mission/verb.ts';
import { withAppliedTeam } from '../team-world.ts';

const names = missionVerbs.map(({ name }) => name);
const shared = { team: teamOption, json: jsonOption };

export const command: Command = {
  name: 'mission',
  summary: 'work with missions: add, list, show, finish, retry, draw; for people, and for agents in their panes',
  operands: names.join(' | '),
  mostOperands: 1 + Math.max(...missionVerbs.map(({ mostWords }) => mostWords)),
  details: details(),
  options: { ...Object.assign({}, ...missionVerbs.map(({ options }) => options)) as Command['options'], ...shared },
  examples: missionVerbs.flatMap(({ examples }) => examples),
  run,
};

function details(): string {
  const calls = missionVerbs.map(({ name, words, summary }) => [[name, words].join(' ').trim(), summary] as const);
  const width = Math.max(...calls.map(([call]) => call.length));
  return [
    ...calls.map(([call, summary]) => `  ${call.padEnd(width)}  ${summary}`),
    '',
    'In an agent\'s pane NAME may be left out: its own mission is meant. An engineer looks, and speaks for its own; a PM leads',
    'its project; the orchestrator and people may do anything. Exit code 2: refused; 4: nothing checks it until a supervisor runs.',
  ].join('\n');
}

async function run(invocation: Invocation): Promise<number> {
  const [name, ...words] = invocation.operands;
  const verb = verbNamed(name);
  requireFit(verb, words, invocation);
  return withAppliedTeam(
    (store) => appliedTeamNamed(invocation.options.text('team') ?? callersTeam(invocation, store), store, invocation),
    invocation,
    async (team, host) => verb.run({ verb: verb.name, words, team, host, caller: callerOf(team, invocation), invocation }),
  );
}

function verbNamed(name: string | undefined): MissionVerb {
  const verb = missionVerbs.find((one) => one.name === name);
  if (verb !== undefined) return verb;
  if (name === undefined) throw new UsageError('coders mission needs to know what to do.', `Say one of ${names.join(', ')}.`);
  const meant = nearest(name, names);
  throw new UsageError(`${quote(name)} is nothing that coders mission does.`, meant === undefined ? `Say one of ${names.join(', ')}.` : `Did you mean coders mission ${meant}?`);
}

/** The options of all of them are read as one list: each takes only its own. */
function requireFit({ name, options: own, mostWords }: MissionVerb, words: readonly string[], { options }: Invocation): void {
  const extra = words[mostWords];
  if (extra !== undefined) throw new UsageError(`coders mission ${name} takes ${mostWords === 0 ? 'no word' : mostWords === 1 ? 'one word' : `${mostWords} words`}, and ${quote(extra)} is one more.`, 'See coders mission --help.');
  const taken = Object.keys({ ...own, ...shared });
  const foreign = Object.keys(command.options).find((option) => !taken.includes(option) && (options.has(option) || options.text(option) !== undefined));
  if (foreign !== undefined) throw new UsageError(`coders mission ${name} has no option --${foreign}.`, `It takes ${either(taken.map((option) => `--${option}`))}.`);
}
