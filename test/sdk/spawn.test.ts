import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathWithout } from '../e2e/bad-days/programs.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { Programs } from './program.ts';

let team: TestTeam;
let programs: Programs;

beforeAll(async () => {
  team = await testTeam();
  await team.repository.commit({ 'docs/login-prd.md': 'People log in with a name.\n' });
  programs = await Programs.of(team);
});

afterAll(async () => {
  await programs.shown('for (const { team } of await coders.list({ all: true })) await coders.down(team, { worktrees: true });');
  expect(await team.processes()).toEqual([]);
});

test('spawn starts an agent on a branch of its own, and tells who and where it is', async () => {
  const [agent] = await programs.shown(`show(await coders.spawn({
    tool: 'demo',
    task: 'say I tidy the login module',
    worktree: 'feature/tidy-login',
    prd: 'docs/login-prd.md',
  }));`);
  expect(agent).toMatchObject({
    team: 'adhoc-demo', address: 'member/repo/demo', name: 'demo', tool: 'demo', role: 'coder', model: 'sonnet', epoch: 1, branch: 'feature/tidy-login',
    directory: join(team.repository.path, '.coders', 'worktrees', 'adhoc-demo', 'demo'), paneId: expect.stringMatching(/^%\d+$/),
  });
  expect(await team.repository.git(['branch', '--list', 'feature/tidy-login'])).not.toBe('');
});

test('list, attach and kill know it by its name', async () => {
  const [listed, attachment, killed, left] = await programs.shown(`
    show((await coders.list()).map(({ name, team }) => name + ' of ' + team));
    show(await coders.attach('demo'));
    show(await coders.kill('demo'));
    show(await coders.list());
  `) as readonly [string[], { team: string; pane: string; command: string[] }, object, object[]];
  expect(listed).toEqual(['demo of adhoc-demo']);
  expect(attachment).toMatchObject({ team: 'adhoc-demo', pane: expect.stringMatching(/^%\d+$/) });
  expect(attachment.command).toContain('attach-session');
  expect(killed).toMatchObject({ team: 'adhoc-demo', member: 'member/repo/demo', held: true, ended: true });
  expect(left).toEqual([]);
});

test('worktree takes a branch and a task, and what is configured holds for it', async () => {
  const [agent] = await programs.shown(`
    coders.configure({ tool: 'demo', model: 'opus' });
    show(await coders.worktree('feature/new', 'say I build the new page', { name: 'builder', baseBranch: 'main' }));
  `);
  expect(agent).toMatchObject({ team: 'adhoc-builder', tool: 'demo', model: 'opus', branch: 'feature/new' });
});

test('the state is where it is configured to be, and what a command line would say beside its result is heard', async () => {
  const elsewhere = { CODERS_STATE_DIR: join(team.home, 'elsewhere') };
  const [nobody, names, warnings] = await programs.shown(`
    const names = async () => (await coders.list()).map(({ name }) => name);
    show(await names());
    const warnings = [];
    coders.configure({ stateDirectory: ${JSON.stringify(team.stateDirectory)}, team: 'adhoc-builder', warn: (sentence) => warnings.push(sentence) });
    show(await names());
    await coders.missions.enqueue({ prompt: 'Wait.' });
    show(warnings);
  `, elsewhere);
  expect({ nobody, names }).toEqual({ nobody: [], names: ['builder'] });
  expect(warnings).toEqual([expect.stringContaining('No supervisor keeps team adhoc-builder')]);
});

test('a task that nobody would give out is said to wait', async () => {
  expect(await programs.thrown("await coders.spawner.distributeTask({ id: 'task-1', prompt: 'Draw it.' });")).toMatchObject({ message: 'No supervisor keeps team adhoc-builder: the mission repo/task-1 waits in its queue until one does.' });
});

test.each(['claude', 'gemini', 'codex', 'opencode'])('%s is the agent of that name, and where it is not installed, the error says so', async (tool) => {
  expect(await programs.thrown(`await coders.${tool}('Mend the login', { worktree: 'fix/login', name: 'by-${tool}' });`, { PATH: await pathWithout(tool) })).toMatchObject({ name: 'NotConverged', message: expect.stringContaining(tool) });
});

test('an error has the sentence of the command line, and its hint', async () => {
  const { stderr } = await team.coders('spawn', 'demmo');
  const thrown = await programs.thrown("await coders.spawn({ tool: 'demmo' });") as { readonly message: string; readonly hint: string };
  expect(thrown).toEqual({ name: 'UsageError', message: '"demmo" is no tool that can be spawned.', hint: 'Did you mean demo?' });
  expect(stderr).toContain(`error: ${thrown.message}\nhelp: ${thrown.hint}`);
});
