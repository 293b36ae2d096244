import { expect, test } from 'vitest';
import { codersFrom } from '../cli/command-line.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { pathWith, pathWithout } from './programs.ts';

const manifest = 'projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n';

async function teamWith(text: string): Promise<TestTeam> {
  const team = await testTeam();
  await team.write(text);
  return team;
}

function onPath(team: TestTeam, PATH: string, ...argv: readonly string[]) {
  return codersFrom(team, { environment: { ...team.environment, PATH } }, ...argv);
}

test('without tmux, plan, apply and status say what to install, and nothing is made', async () => {
  const team = await teamWith(manifest);
  const PATH = await pathWithout('tmux');
  for (const verb of ['plan', 'apply']) {
    const { exit, stdout, stderr } = await onPath(team, PATH, verb);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toMatch(/^error: The program tmux is not installed, or not on PATH\.\nhelp: Install it with: .*tmux\n$/);
  }
  expect(await team.repository.git(['branch', '--list'])).toBe('* main');
  await team.succeed('apply');
  expect(await onPath(team, PATH, 'status', 'shop')).toMatchObject({ exit: 1, stderr: expect.stringContaining('The program tmux is not installed') });
  expect(await onPath(team, PATH, 'down', 'shop', '--yes')).toMatchObject({ exit: 1, stderr: expect.stringContaining('The program tmux is not installed') });
  expect(await team.panes(), 'what runs goes on').toHaveLength(1);
});

test('with a tmux that is too old, the version it needs is said', async () => {
  const team = await teamWith(manifest);
  const PATH = await pathWith('tmux', 'case "$*" in *-V*) echo "tmux 2.9a"; exit 0;; esac; echo "usage: tmux [-2CluvV]" >&2; exit 1');
  for (const verb of ['plan', 'apply']) {
    expect(await onPath(team, PATH, verb)).toEqual({ exit: 1, stdout: '', stderr: expect.stringMatching(/^error: This tmux is 2\.9a, and coders needs 3\.2 or newer\.\nhelp: /) });
  }
});

test('a tmux too old for our commands, with a server that answers, is told by its version too', async () => {
  const team = await teamWith(manifest);
  const PATH = await pathWith('tmux', 'case "$*" in *-V*) echo "tmux 3.1c"; exit 0;; esac; echo "unknown flag -f" >&2; exit 1');
  expect(await onPath(team, PATH, 'apply')).toMatchObject({ exit: 1, stderr: expect.stringContaining('This tmux is 3.1c, and coders needs 3.2 or newer.') });
});

test('without git, plan and apply say what to install; a team without worktrees needs none', async () => {
  const team = await teamWith(manifest);
  const PATH = await pathWithout('git');
  for (const verb of ['plan', 'apply']) {
    const { exit, stderr } = await onPath(team, PATH, verb);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^error: The program git is not installed, or not on PATH\.\nhelp: Install it with: .*git\n$/);
  }
  await team.write('orchestrator: {tool: demo}\n');
  expect(await onPath(team, PATH, 'apply')).toMatchObject({ exit: 0 });
});

test('a tool that is not installed is named with how to get it; the other members start', async () => {
  const team = await teamWith('projects: {store: {repo: repo, engineers: {cart: {tool: demo}, pay: {tool: claude}}}}\n');
  const { exit, stdout } = await onPath(team, await pathWithout('claude'), 'apply');
  expect(exit).toBe(1);
  expect(stdout).toContain('✓ member/store/cart started');
  expect(stdout).toContain('Failed:\n  member/store/pay: The program claude is not on PATH.\n      Install it with: npm install -g @anthropic-ai/claude-code\n');
});

test('a program named by a path that is not there is said before anything is started', async () => {
  const team = await teamWith('projects: {store: {repo: repo, engineers: {cart: {tool: command, command: [./bin/agent]}}}}\n');
  const { exit, stdout } = await team.coders('apply');
  expect(exit).toBe(1);
  expect(stdout).toMatch(/member\/store\/cart: There is no program .*\/bin\/agent\./);
  expect(await team.panes()).toEqual([]);
});

test('an agent that exits at once is a failure, with its exit code and its last words', async () => {
  const team = await teamWith('projects: {store: {repo: repo, engineers: {cart: {tool: demo, args: [--no-such-option]}, pay: {tool: demo}}}}\n');
  const { exit, stdout } = await team.coders('apply');
  expect(exit).toBe(1);
  expect(stdout).toContain('✓ member/store/pay started');
  expect(stdout).toMatch(/Failed:\n  member\/store\/cart: It was started, and then: exited with code [1-9]\d*\.\n      \| .*--no-such-option/);
  expect(await team.succeed('status')).toMatch(/store\/cart +exited .*\(exited with code [1-9]\d*\)/);
});
