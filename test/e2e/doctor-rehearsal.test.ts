import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { partOf } from '../../src/rehearsal/parts/index.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { environmentOf, ownFolders, pathOf, rehearsal } from '../rig/rehearsed-tool.ts';
import { processesWith } from '../rig/running-processes.ts';
import { ended, testTeam } from '../rig/team.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { pathWithout } from './bad-days/programs.ts';

it('a program that ends as soon as it is started', async () => {
  const team = await testTeam();
  const found = await rehearsal(team, 'claude', await script('echo "2.1.400 (Claude Code)"'));
  expect(found).toEqual([expect.stringMatching(/^bad: With version 2\.1\.400 it does not start: .*exit/)]);
});

it('a program that shows nothing is given up after its time', async () => {
  const team = await testTeam();
  const program = await script('exec cat');
  const found = await rehearse({ part: partOf('claude')!, program, searchPath: pathOf(team), packageDirectory: join(team.package, 'dist'), limitMs: 2000 });
  expect(found).toEqual([{ kind: expect.stringMatching(/wrong|unknown/) as string, clause: expect.stringMatching(/not ready in time|not through with its rehearsal after 2 s/) as string }]);
  expect(await processesWith('PATH', pathOf(team))).toEqual([]);
});

it('without tmux nothing is started, and that is told once', async () => {
  const team = await testTeam();
  const program = await script('echo 2.1.400');
  await team.write(`tools: {claude: {binary: ${program}}}\norchestrator: {tool: claude}\n`);
  const { stdout } = await team.run(['doctor'], { PATH: await pathWithout('tmux') });
  expect(stdout.match(/tmux is not installed/g)).toHaveLength(1);
});

it('--quick starts nothing', async () => {
  const team = await testTeam();
  const program = await script(`[ "$1" = --version ] || touch ${team.directory}/started\necho 2.1.400`);
  await team.write(`tools: {claude: {binary: ${program}}}\norchestrator: {tool: claude}\n`);
  const { stdout } = await team.coders('doctor', '--quick');
  expect(stdout).toContain('Version 2.1.400 is at');
  expect(existsSync(join(team.directory, 'started'))).toBe(false);
});

it('a person who ends it early finds nothing running', async () => {
  const team = await testTeam();
  const mark = join(team.directory, 'started');
  const program = await script(`[ "$1" = --version ] && { echo 2.1.400; exit; }\ntouch ${mark}\nexec cat`);
  await team.write(`tools: {claude: {binary: ${program}}}\norchestrator: {tool: claude}\n`);
  const doctor = team.start('coders', ['doctor'], environmentOf(team));
  const end = ended(doctor);
  await waitUntil(() => existsSync(mark), { what: 'the agent to be started' });
  doctor.kill('SIGINT');
  expect(await end).toMatchObject({ exit: 2, stderr: expect.stringContaining('ended early') as string });
  expect(await processesWith('PATH', pathOf(team))).toEqual([]);
  expect(ownFolders(team)).toEqual([]);
});

async function script(text: string): Promise<string> {
  const program = join(await temporaryDirectory('program-'), 'tool');
  await writeFile(program, `#!/bin/sh\n${text}\n`);
  await chmod(program, 0o755);
  return program;
}
