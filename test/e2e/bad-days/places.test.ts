import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ended, testTeam, type Ran, type TestTeam } from '../../rig/team.ts';
import { codersFrom, programOf } from '../cli/command-line.ts';

const isRoot = process.getuid?.() === 0;
const mounts: string[] = [];

afterAll(() => {
  for (const mount of mounts) execFileSync('umount', ['--lazy', mount]);
});

async function runningTeam(): Promise<TestTeam> {
  const team = await testTeam();
  await team.write('orchestrator: {tool: demo}\n');
  await team.succeed('apply');
  return team;
}

test('a file in place of the state directory', async () => {
  const team = await testTeam();
  await team.write('orchestrator: {tool: demo}\n');
  await writeFile(team.stateDirectory, '');
  for (const argv of [['plan'], ['apply'], ['status', 'shop'], ['down', 'shop', '--yes']]) {
    const { exit, stdout, stderr } = await team.coders(...argv);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toMatch(/^error: .*\/state.*\nhelp: .*CODERS_STATE_DIR.*\n$/);
  }
  expect(await team.panes()).toEqual([]);
});

test('a state directory that may not be written, for an ordinary user', async (context) => {
  const team = await testTeam();
  await team.write('orchestrator: {tool: demo}\n');
  await mkdir(team.stateDirectory);
  const asUser = isRoot ? await asNobody(team) : undefined;
  if (isRoot && asUser === undefined) context.skip('nobody may not read the package here');
  await chmod(team.stateDirectory, 0o555);
  for (const verb of ['plan', 'apply']) {
    const { exit, stdout, stderr } = await (asUser ?? ((...argv) => team.coders(...argv)))(verb);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toMatch(/^error: The store .*\/state.* fails: it can not be opened for writing\.\nhelp: Make the state directory writable, or name another with CODERS_STATE_DIR\.\n$/);
  }
  await chmod(team.stateDirectory, 0o755);
});

/** Runs coders as the user nobody, whom permissions bind; undefined where that user can not reach the program. */
async function asNobody(team: TestTeam): Promise<((...argv: readonly string[]) => Promise<Ran>) | undefined> {
  for (const folder of [team.package, dirname(team.directory), dirname(team.stateDirectory)]) await chmod(folder, 0o755);
  const nobody = { cwd: team.directory, env: team.environment, uid: 65534, gid: 65534 };
  if (spawnSync(process.execPath, [programOf(team), '--version'], nobody).status !== 0) return undefined;
  return (...argv) => ended(spawn(process.execPath, [programOf(team), ...argv], { ...nobody, stdio: ['ignore', 'pipe', 'pipe'] }));
}

test('a damaged store is said to be damaged, and what runs is found again without it', async () => {
  const team = await runningTeam();
  for (const file of ['state.db', 'state.db-wal', 'state.db-shm']) await rm(join(team.stateDirectory, file), { force: true });
  await writeFile(join(team.stateDirectory, 'state.db'), 'this is no database at all, not even a bit of one, however long it is read');
  expect(await team.coders('apply')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/state\.db fails: it is damaged\.\nhelp: Move the file away: the next apply finds live windows by their own tags\./) });
  await rm(join(team.stateDirectory, 'state.db'));
  const { pid } = await team.pane('orchestrator');
  expect(await team.succeed('apply')).toBe('');
  expect(await team.pane('orchestrator')).toMatchObject({ pid });
});

test('a full disk loses nothing, and the same command works once there is room', async (context) => {
  const team = await testTeam();
  await mkdir(team.stateDirectory);
  if (!isRoot || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', team.stateDirectory]).status !== 0) context.skip('no small file system can be mounted here');
  mounts.push(team.stateDirectory);
  const manifest = 'projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n';
  await team.write(manifest);
  await team.succeed('apply');
  const filler = join(team.stateDirectory, 'filler');
  await writeFile(filler, Buffer.alloc(2_000_000)).catch(() => undefined); // as much as fits
  await team.write(manifest.replace('{tool: demo}', '{tool: demo}, pay: {tool: demo}'));
  const { exit, stdout, stderr } = await team.coders('apply');
  expect(exit).toBe(1);
  expect(`${stdout}${stderr}`).toContain('fails: the disk is full.\nhelp: Make room, then run the same command again. Nothing that was acknowledged is lost.\n');
  expect((await team.pane('store/cart')).dead).toBe(false);
  await rm(filler);
  await team.succeed('apply');
  expect((await team.panes()).map(({ name }) => name).sort()).toEqual(['store/cart', 'store/pay']);
  expect(await team.succeed('plan')).toContain('No changes.');
  await team.succeed('down', '--yes');
});

test('without HOME all works, and a path that starts with ~ is a mistake', async () => {
  const team = await testTeam();
  const { HOME: _, ...environment } = team.environment;
  await team.write('projects: {store: {repo: repo, engineers: {watch: {tool: command, command: [sleep, "86400"]}}}}\n');
  for (const HOME of [undefined, '']) {
    const withoutHome = { environment: HOME === undefined ? environment : { ...environment, HOME } };
    expect(await codersFrom(team, withoutHome, 'apply')).toMatchObject({ exit: 0, stderr: '' });
    expect(await codersFrom(team, withoutHome, 'apply')).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(await codersFrom(team, withoutHome, 'status')).toMatchObject({ exit: 0 });
    expect(await codersFrom(team, withoutHome, 'down', '--yes')).toMatchObject({ exit: 0 });
  }
  await team.write('projects: {store: {repo: ~/repo, engineers: {watch: {tool: command, command: [sleep, "86400"]}}}}\n');
  expect(await codersFrom(team, { environment }, 'apply')).toMatchObject({ exit: 2, stderr: expect.stringMatching(/"~\/repo".*HOME/) });
});
