import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { openDatabase } from '../../../src/host/store/database.ts';

const manifest = 'projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n';
let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await team.write(manifest);
});

test('3: plan --exit-code found changes; 0 when there are none; without it 0 either way', async () => {
  expect(await team.coders('plan', '--exit-code')).toMatchObject({ exit: 3 });
  expect(await team.coders('plan')).toMatchObject({ exit: 0 });
  await team.succeed('apply');
  expect(await team.coders('plan', '--exit-code')).toMatchObject({ exit: 0 });
});

test('2: the manifest is wrong', async () => {
  await team.write(manifest.replace('cart', '"a b"'));
  expect(await team.coders('apply')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('team.yaml is not valid: 1 error.') });
  await team.write(manifest);
});

test('2: an apply that destroys is not done where nobody can be asked', async () => {
  await team.write(manifest.replace('cart', 'pay'));
  const { exit, stderr } = await team.coders('apply', '--prune');
  expect({ exit, stderr }).toEqual({
    exit: 2,
    stderr: 'error: This apply destroys something, and nobody can be asked:\n  member/store/cart: its conversation ends\n  worktree/store/cart: its directory goes\nhelp: Look at coders plan, then say --yes.\n',
  });
  expect((await team.panes()).map(({ name }) => name)).toEqual(['store/cart']);
  await team.write(manifest);
});

test('1: the host failed', async () => {
  await team.write(manifest.replace('{tool: demo}', '{tool: demo}, watch: {tool: command, command: [no-such-program, "1"]}'));
  const { exit, stdout } = await team.coders('apply');
  expect(exit).toBe(1);
  expect(stdout).toContain('Failed:\n  member/store/watch: The program no-such-program is not on PATH.');
  await team.write(manifest);
});

test('4: what waits is not done when the time is over', async () => {
  await team.write(manifest.replace('{tool: demo}', '{tool: command, command: [sleep, "86400"]}'));
  await team.succeed('apply', '--yes', '--now');
  await team.write(manifest.replace('{tool: demo}', '{tool: command, command: [sleep, "100000"]}'));
  const { exit, stdout } = await team.coders('apply', '--yes', '--timeout', '0');
  expect(exit).toBe(4);
  expect(stdout).toBe('Not converged yet:\n  member/store/cart: its settings differ from the manifest; waits for --now, because its tool does not tell whether it is idle\n');
});

test('70: a bug of ours says so and asks for a report', async () => {
  const applied = openDatabase(join(team.stateDirectory, 'state.db'));
  applied.exec("UPDATE team SET tmux = 'null'"); // nothing but a bug could have written this
  applied.close();
  const { exit, stdout, stderr } = await team.coders('status', 'shop');
  expect({ exit, stdout }).toEqual({ exit: 70, stdout: '' });
  expect(stderr).toMatch(/^error: coders has a bug: .*\n(?:.*\n)*help: Please report it with these lines and what you did\.\n$/);
});

test('a saved plan is applied, and refused once the world has changed', async () => {
  const fresh = await testTeam();
  await fresh.write(manifest);
  await fresh.succeed('plan', '--out', 'tonight.json');
  await fresh.succeed('apply', 'tonight.json');
  expect(await fresh.coders('apply', 'tonight.json')).toMatchObject({ exit: 2, stderr: expect.stringContaining('The plan is stale: the manifest or the world has changed since it was saved.') });

  await fresh.write(manifest.replace('{tool: demo}', '{tool: demo}, pay: {tool: demo}'));
  await fresh.succeed('plan', '--out', 'tonight.json', '--only', 'store/pay');
  expect(await fresh.coders('apply', 'tonight.json', '--prune'), 'a plan covers what it was made for').toMatchObject({ exit: 2, stderr: expect.stringContaining('so --prune can not be said beside it') });
  await fresh.tmux('kill-server');
  expect(await fresh.coders('apply', 'tonight.json', '--yes'), 'what else has happened is not what was looked at').toMatchObject({ exit: 0 });
  expect((await fresh.panes()).map(({ name }) => name)).toEqual(['store/pay']);

  await fresh.succeed('plan', '--out', 'tonight.json');
  await fresh.write(manifest.replace('{tool: demo}', '{tool: demo, brief: Another.}'));
  expect(await fresh.coders('apply', 'tonight.json', '--yes')).toMatchObject({ exit: 2, stdout: '' });
  await writeFile(join(fresh.directory, 'other.json'), '{"manifest": 3}');
  expect(await fresh.coders('apply', 'other.json')).toMatchObject({ exit: 2, stderr: expect.stringContaining('other.json is not a plan that coders saved.') });
  expect(await readFile(join(fresh.directory, 'tonight.json'), 'utf8')).toContain('"basis"');
});
