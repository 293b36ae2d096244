import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { partOf } from '../../src/rehearsal/parts/index.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import type { Installed } from '../rig/agent-install.ts';
import { claudeInstall } from '../rig/claude-install.ts';
import { codexInstall } from '../rig/codex-install.ts';
import { isRehearsed, ownFolders, pathOf, rehearsal } from '../rig/rehearsed-tool.ts';
import { processesWith } from '../rig/running-processes.ts';
import { ended, testTeam } from '../rig/team.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { pathWithout } from './bad-days/programs.ts';

const codex = await codexInstall();
const nativeCodex = `vendor/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-unknown-linux-musl/bin/codex`;

isRehearsed('claude', await claudeInstall());
isRehearsed('codex', codex);

it.skipIf('missing' in codex || process.platform !== 'linux')('a version that words its permission dialog otherwise is told from those that coders knows', async () => {
  const team = await testTeam();
  const program = await reworded(codex, 'Would you like to run', 'Would you care to run');
  const found = await rehearsal(team, 'codex', program);
  expect(found).toEqual([
    expect.stringMatching(/^bad: With version 0\.\S+ its permission dialog for "touch asked\.txt" reads as a dialog of the kind other, about "\$ touch asked\.txt"\.$/),
    expect.stringMatching(/^doubt: With version 0\.\S+ how it goes on after its permission dialog was not seen, since nobody can answer that\.$/),
  ]);
  expect(await processesWith('PATH', pathOf(team))).toEqual([]);
});

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
  const before = ownFolders();
  const mark = join(team.directory, 'started');
  const program = await script(`[ "$1" = --version ] && { echo 2.1.400; exit; }\ntouch ${mark}\nexec cat`);
  await team.write(`tools: {claude: {binary: ${program}}}\norchestrator: {tool: claude}\n`);
  const doctor = team.start('coders', ['doctor'], { PATH: pathOf(team) });
  const end = ended(doctor);
  await waitUntil(() => existsSync(mark), { what: 'the agent to be started' });
  doctor.kill('SIGINT');
  expect(await end).toMatchObject({ exit: 2, stderr: expect.stringContaining('ended early') as string });
  expect(await processesWith('PATH', pathOf(team))).toEqual([]);
  expect(ownFolders()).toEqual(before);
});

async function script(text: string): Promise<string> {
  const program = join(await temporaryDirectory('program-'), 'tool');
  await writeFile(program, `#!/bin/sh\n${text}\n`);
  await chmod(program, 0o755);
  return program;
}

/** The real program with other words in it, of the same length: as a later version may have them. */
async function reworded(installed: Installed, from: string, to: string): Promise<string> {
  const launcher = 'program' in installed ? installed.program : '';
  const bytes = await readFile(join(launcher, '../../@openai', `codex-linux-${process.arch}`, nativeCodex));
  expect(bytes.includes(from), from).toBe(true);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
  const program = join(await temporaryDirectory('program-'), 'codex');
  await writeFile(program, bytes, { mode: 0o755 });
  return program;
}
