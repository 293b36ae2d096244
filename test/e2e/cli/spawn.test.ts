import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '../../../src/host/execute.ts';
import { readTag } from '../../../src/state/tag.ts';
import { testTeam, type Ran, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { codersFrom } from './command-line.ts';
import { readDocument } from './documents.ts';
import { personAt } from './person.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
});

/** Types it in the repository. */
function coders(...argv: readonly string[]): Promise<Ran> {
  return codersFrom(team, { directory: team.repository.path }, ...argv);
}

async function succeed(...argv: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await coders(...argv);
  expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
  return stdout;
}

function manifestOf(name: string): string {
  return join(team.stateDirectory, 'adhoc', name, 'team.yaml');
}

/** The first thing that the member was told, once it was. */
function told(name: string): Promise<string> {
  return waitUntil(async () => {
    const { stdout } = await execute('tmux', ['-u', '-L', 'coders', 'list-panes', '-a', '-F', '#{@coders}'], { env: team.environment });
    const tag = stdout.split('\n').map(readTag).find((one) => one?.team === `adhoc-${name}`);
    const rows = tag === undefined ? [] : await team.conversation(name, tag.conversation);
    return rows.find(({ type }) => type === 'user')?.text;
  }, { what: `${name} to be told something` });
}

async function statusOf(name: string): Promise<{ readonly members: readonly { readonly address: string; readonly status: string; readonly tool: string; readonly branch?: string }[] }> {
  return readDocument('status', await succeed('status', `adhoc-${name}`, '--json'));
}

test('a member works where the person is, is told its task as it was typed, and is taken away without a rest', async () => {
  const task = 'say ${HOME} costs $$5: "apples"\n# and pears';
  expect(await succeed('spawn', 'demo', '--name', 'fixer', '--task', task)).toContain(`repo/fixer is the member of team adhoc-fixer. It works in ${team.repository.path}.`);
  expect(await told('fixer')).toContain(task);
  expect(await statusOf('fixer')).toMatchObject({ members: [{ address: 'member/repo/fixer', tool: 'demo' }] });
  expect(await coders('plan', manifestOf('fixer'), '--exit-code')).toMatchObject({ exit: 0 });
  expect(await team.repository.git(['status', '--porcelain'])).toBe('');
  await succeed('down', 'adhoc-fixer', '--yes');
  expect(existsSync(join(team.stateDirectory, 'adhoc', 'fixer'))).toBe(false);
  expect(await team.processes()).toEqual([]);
});

test('a member with a branch has a worktree of its own, of the repository of the folder where the person is; its branch stays', async () => {
  const inside = join(team.repository.path, 'some', 'where');
  await mkdir(inside, { recursive: true });
  await writeFile(join(inside, 'prd.md'), 'People want pears.\n');
  const spawned = await codersFrom(team, { directory: inside }, 'spawn', 'demo', '--name', 'pear', '--worktree', 'fix/pears', '--prd', 'prd.md', '--model', 'haiku', '--json');
  expect(readDocument('spawn', spawned.stdout)).toMatchObject({ team: 'adhoc-pear', outcome: { state: 'converged' }, plan: { summary: { add: 2 } } });
  const worktree = join(team.repository.path, '.coders', 'worktrees', 'adhoc-pear', 'pear');
  expect(await team.repository.git(['branch', '--show-current'], worktree)).toBe('fix/pears');
  expect(await told('pear')).toContain(`It is the file ${join(inside, 'prd.md')} and says:\n\n<prd>\nPeople want pears.\n`);
  expect(await statusOf('pear')).toMatchObject({ members: [{ branch: 'fix/pears' }] });

  const beside = await codersFrom(team, { directory: worktree }, 'spawn', 'demo', '--name', 'plum', '--worktree', 'fix/plums', '--json');
  expect(beside.exit).toBe(0); // spawned by a member in its own worktree: made of the same repository, from that member's branch
  expect(await readFile(manifestOf('plum'), 'utf8')).toContain(`repo: ${team.repository.path}\n    base: fix/pears\n`);

  for (const name of ['pear', 'plum']) await succeed('down', `adhoc-${name}`, '--worktrees', '--yes');
  expect((await team.repository.git(['branch', '--format=%(refname:short)'])).split('\n')).toEqual(expect.arrayContaining(['fix/pears', 'fix/plums']));
  expect(await team.processes()).toEqual([]);
});

test('members that are spawned at once without a name have a name each; a name that is taken is not given twice', async () => {
  const all = await Promise.all(['a', 'b', 'c'].map((branch) => coders('spawn', 'demo', '--worktree', branch)));
  expect(all.map(({ exit }) => exit)).toEqual([0, 0, 0]);
  expect((await readdir(join(team.stateDirectory, 'adhoc'))).sort()).toEqual(['demo', 'demo-2', 'demo-3']);
  expect(await coders('spawn', 'demo', '--name', 'demo-2')).toMatchObject({
    exit: 2, stdout: '', stderr: 'error: A member "demo-2" was spawned already.\nhelp: Take it away with coders down adhoc-demo-2, or give this one another --name.\n',
  });
  for (const name of ['demo', 'demo-2', 'demo-3']) await succeed('down', `adhoc-${name}`, '--yes');
  expect(await succeed('spawn', 'demo', '--worktree', 'd')).toContain('team adhoc-demo-4.'); // the worktrees of the others are still there
  await succeed('down', 'adhoc-demo-4', '--yes');
  expect(await readdir(join(team.stateDirectory, 'adhoc'))).toEqual([]);
});

test('several are started at once, each on a branch of its own; where one name is taken, none of them is', async () => {
  const pool = readDocument<{ readonly spawned: readonly unknown[] }>('spawn', await succeed('spawn', 'demo', '--name', 'nut', '--count', '2', '--worktree', 'try/nuts', '--task', 'say Hello.', '--json'));
  expect(pool.spawned).toMatchObject([1, 2].map((number) => ({ team: `adhoc-nut-${number}`, outcome: { state: 'converged' } })));
  for (const name of ['nut-1', 'nut-2']) expect(await told(name)).toContain('say Hello.');
  expect((await team.repository.git(['branch', '--list', 'try/*', '--format=%(refname:short)'])).trim().split('\n')).toEqual(['try/nuts-1', 'try/nuts-2']);
  await succeed('down', 'adhoc-nut-1', '--worktrees', '--yes');
  expect(await coders('spawn', 'demo', '--name', 'nut', '--count', '2', '--worktree', 'try/nuts')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('A member "nut-2" was spawned already.') });
  expect((await readdir(join(team.stateDirectory, 'adhoc'))).sort()).toEqual(['nut-2']);
  await succeed('down', 'adhoc-nut-2', '--worktrees', '--yes');
  expect(await team.processes()).toEqual([]);
});

test('whoever is in no repository, as an orchestrator may be, names one for the worktrees', async () => {
  const { exit } = await codersFrom(team, { directory: team.home }, 'spawn', 'demo', '--name', 'far', '--count', '2', '--directory', team.repository.path);
  expect(exit).toBe(0);
  for (const name of ['far-1', 'far-2']) expect(await team.repository.git(['branch', '--show-current'], join(team.repository.path, '.coders', 'worktrees', `adhoc-${name}`, name))).toBe(name);
  for (const name of ['far-1', 'far-2']) await succeed('down', `adhoc-${name}`, '--worktrees', '--yes');
});

test('the worktree that an earlier member left keeps its branch, and goes on only with it', async () => {
  await succeed('spawn', 'demo', '--name', 'twice', '--worktree', 'first');
  await succeed('down', 'adhoc-twice', '--yes');
  expect(await coders('spawn', 'demo', '--name', 'twice', '--worktree', 'second')).toMatchObject({
    exit: 2, stderr: 'error: The worktree of an earlier "twice" is still there, on the branch first.\nhelp: Remove it with coders down adhoc-twice --worktrees, or give this one another --name.\n',
  });
  await succeed('spawn', 'demo', '--name', 'twice', '--worktree', 'first');
  await succeed('down', 'adhoc-twice', '--worktrees', '--yes');
  await succeed('spawn', 'demo', '--name', 'twice', '--worktree', 'second');
  await succeed('down', 'adhoc-twice', '--worktrees', '--yes');
  expect((await team.repository.git(['branch', '--format=%(refname:short)'])).split('\n')).toEqual(expect.arrayContaining(['first', 'second']));
});

test('outside of any repository a member works, too', async () => {
  expect((await codersFrom(team, { directory: team.home }, 'spawn', 'demo', '--name', 'lone', '--task', 'say Hello.')).stdout).toContain(`It works in ${team.home}.`);
  expect(await told('lone')).toContain('say Hello.');
  const second = await codersFrom(team, { directory: team.home }, 'spawn', 'demo', '--name', 'second');
  expect(second).toMatchObject({ exit: 2, stderr: expect.stringContaining(`its member/orchestrator works in ${team.home}, where this team would work too.`) });
  expect(existsSync(manifestOf('second'))).toBe(false);
  await succeed('down', 'adhoc-lone', '--yes');
});

test('a branch that somebody has checked out is not taken from them', async () => {
  const { exit, stdout } = await coders('spawn', 'demo', '--name', 'rival', '--worktree', 'main');
  expect({ exit, stdout }).toEqual({ exit: 4, stdout: expect.stringMatching(/^Blocked:\n(.|\n)*coders down adhoc-rival/) });
  await succeed('down', 'adhoc-rival', '--yes');
});

const mistakes: readonly [typed: readonly string[], sentence: string, help: string][] = [
  [[], 'coders spawn needs a tool.', 'Tools are claude, codex, gemini, opencode, demo.'],
  [['cluade'], '"cluade" is no tool that can be spawned.', 'Did you mean claude?'],
  [['command'], '"command" is no tool that can be spawned.', 'Tools are claude, codex, gemini, opencode, demo; a tool of your own is described in a team.yaml.'],
  [['demo', '--name', 'a b'], '"a b" can not be a member\'s name.', 'A name is made of letters, digits, - and _, starts with a letter or a digit, and has at most 34 characters.'],
  [['demo', '--name', 'pm'], 'An engineer cannot be called "pm": that is the PM\'s name.', 'Give it another name.'],
  [['demo', '--directory', 'nowhere'], 'There is no folder nowhere.', 'Name one that exists.'],
  [['demo', '--directory', '/', '--worktree', 'a'], '/ lies in no git repository, and a worktree is made of one.', 'Go to a repository, name one with --directory, or run git init.'],
  [['demo', '--count', 'many'], '--count can not be "many".', 'Write a whole number from 1 to 20.'],
  [['demo', '--count', '21'], 'A pool can not be of 21.', 'It is of 1 to 20.'],
  [['demo', '--worktree', 'a b'], '"a b" cannot be a branch: it holds a blank or one of ~ ^ : ? * [ \\.', 'A branch is named like auto/cart.'],
  [['demo', '--timeout', 'soon'], '"soon" is no duration.', 'Write one as 90s, 30m or 2h; 0 waits for no agent.'],
];

test.each(mistakes)('coders spawn %j', async (typed, sentence, help) => {
  const { exit, stdout, stderr } = await coders('spawn', ...typed);
  expect({ exit, stdout, stderr }).toEqual({ exit: 2, stdout: '', stderr: `error: ${sentence}\nhelp: ${help}\n` });
});

test('a PRD that is not there is named with its place, and nothing is left of the attempt', async () => {
  const { exit, stderr } = await coders('spawn', 'demo', '--prd', 'prd.md');
  expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringContaining(`${join(team.repository.path, 'prd.md')}" does not exist.`) });
  expect(await readdir(join(team.stateDirectory, 'adhoc'))).toEqual([]);
});

test('on a terminal, what is missing is asked for', async () => {
  const person = await personAt(team, { columns: 160 });
  await person.begins(`cd "${team.repository.path}"; coders spawn`);
  await person.sees(/Which tool\? \(claude, codex, gemini, opencode, demo\):$/);
  await person.type('demo');
  await person.sees(/What is it called\? \(Enter: demo, with a number if that is taken\):$/);
  await person.type('asked');
  await person.sees(/What is it to do\? \(Enter: it waits to be told\):$/);
  await person.type('say Done.');
  expect(await person.isDone()).toMatchObject({ exit: 0, screen: expect.stringContaining('repo/asked is the member of team adhoc-asked.') });
  expect(await told('asked')).toContain('say Done.');
  await succeed('down', 'adhoc-asked', '--yes');

  await person.begins('coders spawn demo');
  await person.sees(/What is it called\?.*:$/);
  await person.press('C-d');
  expect(await person.isDone()).toMatchObject({ exit: 2, screen: expect.stringContaining('Nothing was spawned: the input ended.') });
});
