import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

let team: TestTeam;

beforeEach(async () => {
  team = await testTeam();
  await install('2.1.7');
});

/** A program that counts how often it is asked for its version, and otherwise just runs. */
async function install(version: string): Promise<void> {
  const script = `#!/bin/sh\n[ "$1" = --version ] || exec sleep 86400\necho asked >> ${team.directory}/asked\necho ${version}\n`;
  await writeFile(join(team.directory, 'tool.new'), script, { mode: 0o755 });
  await rename(join(team.directory, 'tool.new'), join(team.directory, 'tool'));
}

async function writeTeam(range: string, more = ''): Promise<void> {
  await team.write(`tools:\n  own: {command: [./tool], version: "${range}"${more}}\nprojects: {store: {repo: repo, engineers: {cart: {tool: own, count: 3}}}}\n`);
}

const refusal = (version: string, range: string) => new RegExp(`Version ${version} is at ${join(team.directory, 'tool')}, and the manifest wants ${range} \\(team\\.yaml:5:37\\)\\. Install a version that fits, or change the range\\.`);

it('a program outside of the pin is not started, and the plan says so', async () => {
  await writeTeam('2.2.x');
  const plan = await team.succeed('plan');
  expect(plan).toMatch(/Can not be done:\n {2}member\/store\/cart-1: It is not started\. /);
  expect(plan).toMatch(refusal('2.1.7', '2.2.x'));
  const { exit, stdout, stderr } = await team.coders('apply');
  expect({ exit, said: stdout + stderr }).toEqual({ exit: 4, said: expect.stringMatching(refusal('2.1.7', '2.2.x')) });
  expect(await team.panes()).toEqual([]);

  await install('2.2.0');
  expect(await team.succeed('apply')).toContain('Converged');
  expect(await team.panes()).toHaveLength(3);
});

it('it is asked once for all members and all plans', async () => {
  await writeTeam('>=2.1 <3');
  for (const verb of ['plan', 'plan', 'apply', 'plan']) await team.succeed(verb);
  expect(await readFile(join(team.directory, 'asked'), 'utf8')).toBe('asked\n');
});

it('what runs goes on when another version is installed, and is not started again', async () => {
  await writeTeam('2.1.x');
  await team.succeed('apply');
  const { pid } = await team.pane('store/cart-1');
  await install('3.0.0');
  expect(await team.succeed('plan')).toMatch(/Left as it is:\n {2}member\/store\/cart-1: It runs on, and would not be started again\. Version 3\.0\.0/);
  await writeTeam('2.1.x', ', args: [x]');
  const { exit, stdout, stderr } = await team.coders('apply', '--now', '--yes');
  expect({ exit, said: stdout + stderr }).toEqual({ exit: 4, said: expect.stringMatching(/It is not started again \(its settings differ from the manifest\)\. Version 3\.0\.0/) });
  expect((await team.pane('store/cart-1')).pid).toBe(pid);

  process.kill(pid, 'SIGKILL');
  await waitUntil(async () => (await team.pane('store/cart-1')).dead, { what: 'the agent to be dead' });
  expect(await team.coders('apply', '--now', '--yes')).toMatchObject({ exit: 4 });
  expect((await team.pane('store/cart-1')).dead).toBe(true);
});

it('the doctor says it before the night', async () => {
  await writeTeam('2.2.x');
  const bad = await team.coders('doctor', 'team.yaml');
  expect({ exit: bad.exit, said: bad.stdout.replace(/\s+/g, ' ') }).toEqual({ exit: 1, said: expect.stringContaining('and the manifest wants 2.2.x') });
  await writeTeam('2.1.x');
  expect((await team.coders('doctor', 'team.yaml')).stdout).toContain('as the manifest wants');
});

it('a program that names no version is not started either', async () => {
  await install('soon');
  await writeTeam('2.1.x');
  expect(await team.succeed('plan')).toMatch(/It is not started\. The manifest wants version 2\.1\.x \(team\.yaml:5:37\), and the version can not be told\. ".*tool --version" names no version/);
});

it('a program that is replaced between the plan and its apply is not started', async () => {
  const script = `#!/bin/sh\n[ -e ${team.directory}/asked ] && echo 3.0.0 || echo 2.1.7\n> ${team.directory}/asked\ntouch "$0"\n`;
  await writeFile(join(team.directory, 'tool'), script, { mode: 0o755 });
  await writeTeam('2.1.x');
  const { exit, stdout, stderr } = await team.coders('apply');
  expect({ exit, said: stdout + stderr }).toEqual({ exit: 1, said: expect.stringMatching(/is not started: Version 3\.0\.0 is at .*tool, and the manifest wants 2\.1\.x/) });
  expect(await team.panes()).toEqual([]);
});
