import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { codersFrom, programOf, shell } from './command-line.ts';
import { execute } from '../../../src/host/execute.ts';

const manifest = 'projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n';
let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await team.write(manifest);
});

test('under cron, with HOME and PATH alone, the first apply says what it did and the second says nothing', async () => {
  const cron = ['-i', `HOME=${team.home}`, `PATH=${team.environment['PATH']}`, `TMUX_TMPDIR=${team.environment['TMUX_TMPDIR']}`, process.execPath, programOf(team), 'apply', team.file];
  const first = await execute('env', cron, { cwd: '/' });
  expect(first.stdout).toBe('  ✓ worktree/store/cart made\n  ✓ member/store/cart started\nConverged: everything is as the manifest says.\n');
  expect(first.stderr).toBe('');
  expect(await execute('env', cron, { cwd: '/' })).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  await execute('env', [...cron.slice(0, -2), 'down', '--yes', 'shop'], { cwd: '/' });
});

test('what a script reads is on standard output, what a person is told besides is on standard error', async () => {
  expect(await team.coders('apply')).toMatchObject({ exit: 0, stderr: '', stdout: expect.stringContaining('✓ member/store/cart started') });
  expect(await team.coders('plan')).toEqual({ exit: 0, stderr: '', stdout: 'No changes. Everything is as the manifest says.\n' });
  expect(await team.coders('apply', 'nowhere.yaml')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('There is no file nowhere.yaml.') });
});

test('a reader that has seen enough breaks nothing', async () => {
  await team.write(manifest.replace('cart: {tool: demo}', 'cart: {tool: demo}, search: {tool: demo}, pay: {tool: demo}'));
  for (const line of ['coders plan | head -1', 'coders --help | head -1', 'coders plan --json | true', 'coders nonsense 2>&1 | true']) {
    expect(await shell(team, `set -o pipefail; ${line}; echo \${PIPESTATUS[0]} >&2`), line).toMatchObject({ exit: 0, stderr: line.includes('nonsense') ? '2\n' : '0\n' });
  }
  expect(await shell(team, 'coders apply | true; exit ${PIPESTATUS[0]}'), 'an apply that nobody reads').toMatchObject({ exit: 0, stderr: '' });
  expect(await team.succeed('plan'), 'is done to its end').toContain('No changes.');
});

test.skipIf(!existsSync('/dev/full'))('output that can not be written is a failure, and said', async () => {
  const { exit, stderr } = await shell(team, 'coders status > /dev/full');
  expect({ exit, stderr }).toEqual({ exit: 1, stderr: 'error: The output can not be written: ENOSPC: no space left on device, write.\n' });
});

describe('from anywhere', () => {
  test('a folder below finds team.yaml above, and its paths are the manifest\'s', async () => {
    const directory = join(team.directory, 'deep', 'below');
    await mkdir(directory, { recursive: true });
    expect(await codersFrom(team, { directory }, 'plan')).toMatchObject({ exit: 0, stdout: expect.stringContaining('No changes.') });
    expect(await codersFrom(team, { directory }, 'status')).toMatchObject({ exit: 0, stdout: expect.stringContaining('Team shop') });
    expect(await codersFrom(team, { directory }, 'validate')).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^\.\.\/\.\.\/team\.yaml is valid/) });
  });

  test('a folder with no manifest above it says where it looked', async () => {
    expect(await codersFrom(team, { directory: team.home }, 'plan')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(`There is no team.yaml in ${team.home} or in a folder above it.`) });
  });

  test('the only team there is needs no name', async () => {
    expect(await codersFrom(team, { directory: team.home }, 'status')).toMatchObject({ exit: 0, stdout: expect.stringContaining('Team shop') });
  });

  test('a folder named instead of a file stands for its team.yaml, also through a symbolic link', async () => {
    await symlink(team.directory, join(team.home, 'link'));
    expect(await codersFrom(team, { directory: team.home }, 'plan', 'link')).toMatchObject({ exit: 0, stdout: expect.stringContaining('No changes.') });
  });
});
