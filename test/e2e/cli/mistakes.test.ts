import { beforeAll, expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands/all.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await team.write('orchestrator: {tool: demo}\nprojects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n');
  await team.succeed('apply');
});

// What is typed, what is said of it, and what is said to be valid. Each on standard error, with exit code 2.
const mistakes: readonly [typed: readonly string[], sentence: string, help: string][] = [
  [['statsu'], 'coders has no verb "statsu".', 'Did you mean coders status?'],
  [['fly'], 'coders has no verb "fly".', `Its verbs are ${commands.map(({ name }) => name).join(', ')}.`],
  [['help', 'aply'], 'coders has no verb "aply".', 'Did you mean coders apply?'],
  [['plan', '--prun'], 'coders plan has no option --prun.', 'Did you mean --prune?'],
  [['plan', '--no-now'], 'coders plan has no option --no-now.', 'See coders plan --help.'],
  [['status', '--zzz'], 'coders status has no option --zzz.', 'See coders status --help.'],
  [['apply', '-q'], 'coders apply has no option -q.', 'See coders apply --help.'],
  [['plan', '--out'], 'The option --out needs a value: --out=FILE.', 'See coders plan --help.'],
  [['plan', '--json=yes'], 'The option --json takes no value.', 'See coders plan --help.'],
  [['plan', 'team.yaml', 'other.yaml'], 'coders plan takes no more than one word beside its options, and "other.yaml" is one more.', 'See coders plan --help.'],
  [['plan', 'nowhere.yaml'], 'There is no file nowhere.yaml.', 'Name a team manifest, or write one with coders init.'],
  [['plan', '--out', 'tonight'], 'A saved plan is known by its name, and "tonight" does not end in .json.', 'Save it as tonight.json.'],
  [['apply', 'nowhere.json'], 'There is no file nowhere.json.', 'Save a plan with coders plan --out FILE.'],
  [['apply', '--timeout', 'soon'], '"soon" is no duration.', 'Write one as 90s, 30m or 2h; 0 waits for no agent.'],
  [['apply', '--only', 'store/crt'], 'The team has no member "store/crt".', 'Did you mean store/cart?'],
  [['attach'], 'coders attach needs a member.', 'Name one as coders status shows it: coders attach storefront/cart.'],
  [['attach', 'crat'], 'The team has no member "crat".', 'Did you mean store/cart?'],
  [['attach', 'somebody'], 'The team has no member "somebody".', 'Its members are orchestrator, store/cart.'],
  [['attach', 'cart'], 'coders attach needs a terminal.', 'On one, this does the same: tmux -L '],
  [['send'], 'coders send needs a member and a text.', 'For example: coders send storefront/cart "Look at the tests."'],
  [['send', 'cart'], 'coders send needs a text.', 'Give it as an operand, with --file, or by standard input as -.'],
  [['send', 'cart', '  '], 'coders send needs a text.', 'Give it as an operand, with --file, or by standard input as -.'],
  [['send', 'cart', 'Hello.', '--file', 'team.yaml'], 'coders send takes a text or --file, not both.', 'Leave one of them out.'],
  [['send', 'cart', '--file', 'nowhere.md'], 'There is no file nowhere.md.', 'Name a file, or - for standard input.'],
  [['message', 'send', 'cart', '--file', 'nowhere.md'], 'There is no file nowhere.md.', 'Name a file, or - for standard input.'],
  [['message', 'send', 'cart', '--file', '.'], '. is a folder.', 'Name a file in it, or - for standard input.'],
  [['mission', 'add', 'x', '--file', 'nowhere.md'], 'There is no file nowhere.md.', 'Name a file, or - for standard input.'],
  [['context', 'set', 'port'], 'The value has no text.', 'Give it as an operand, with --file, or by standard input as -.'],
  [['learn', ''], 'The learning has no text.', 'Give it as an operand, with --file, or by standard input as -.'],
  [['send', 'cart', 'Hello.', '--wait', '--timeout', '5s'], 'coders send takes --wait or --timeout, not both.', 'Leave one of them out.'],
  [['send', 'cart', 'Hello.', '--when', 'later'], '"later" is no moment.', 'Moments are idle, next-turn, now.'],
  [['send', 'cart', 'Hello.', '--timeout', 'soon'], '"soon" is no duration.', 'Write one as 90s, 30m or 2h.'],
  [['send', 'crt', 'Hello.'], 'The team has no member "crt".', 'Did you mean store/cart?'],
  [['send', 'cart', 'a\u0007b'], 'The text holds the control character "\\u0007", which a terminal would obey.', 'Take it out; line ends and tabs are fine.'],
  [['messages', '--last', 'few'], '"few" is no number of messages.', 'Write a whole number from 1.'],
  [['status', 'shpo'], 'There is no applied team "shpo", and no file of that name.', 'Did you mean shop?'],
  [['down'], 'coders down ends team shop, and nobody can be asked.', 'Say --yes.'],
  [['init'], '/team.yaml exists already, and coders init overwrites nothing.', 'Name another file: coders init other.yaml.'],
  [['init', '--template', 'piar', 'new.yaml'], 'There is no template "piar".', 'Did you mean pair?'],
  [['init', '--param', 'taem=x', 'new.yaml'], 'The template has no param "taem".', 'Did you mean team?'],
  [['init', '--param', 'team', 'new.yaml'], '"team" is no KEY=VALUE.', 'Keys are team, repo, tool, reviewer_tool, brief, test.'],
  [['completion'], 'coders completion needs the name of a shell.', 'Shells are bash, zsh, fish.'],
  [['completion', 'csh'], 'coders completion knows no shell "csh".', 'Shells are bash, zsh, fish.'],
];

test.each(mistakes)('coders %j', async (typed, sentence, help) => {
  const { exit, stdout, stderr } = await team.coders(...typed);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(stderr.split('\n')[1]).toContain(`help: ${help}`);
});
