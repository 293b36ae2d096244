import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ended, testTeam, type Pane, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { codersFrom } from '../cli/command-line.ts';
import { pathWith } from './programs.ts';

const manifest = 'projects: {store: {repo: repo, engineers: {cart: {tool: demo}, pay: {tool: demo}}}}\n';
const slow = `tools: {demo: {binary: ./slow}}\n${manifest}`;

async function teamWithSlowAgents(): Promise<TestTeam> {
  const team = await testTeam();
  await writeFile(join(team.directory, 'slow'), '#!/bin/sh\necho I think about it\nexec sleep 100000\n');
  await chmod(join(team.directory, 'slow'), 0o755);
  await team.write(slow);
  return team;
}

test('agents that do not get ready in time are shown with what is on their screens', async () => {
  const team = await teamWithSlowAgents();
  await team.coders('apply', '--timeout', '0');
  const saysSo = async ({ id }: Pane) => (await team.tmux('capture-pane', '-p', '-t', id)).includes('I think');
  await waitUntil(async () => (await Promise.all((await team.panes()).map(saysSo))).every((says) => says), { what: 'both to say something' });
  const { exit, stdout } = await team.coders('apply', '--timeout', '1s');
  expect(exit).toBe(4);
  expect(stdout).toContain('Not converged yet:\n  member/store/cart is not ready yet. Its screen ends with:\n      | I think about it\n');
});

describe('tmux dies', () => {
  test('while an apply waits for its agents: that is said, and the next apply starts them again', async () => {
    const team = await teamWithSlowAgents();
    const apply = ended(team.start('coders', ['apply', '--timeout', '30s']));
    await waitUntil(async () => (await team.panes()).length === 2, { what: 'both windows' });
    await team.tmux('kill-server');
    const { exit, stdout } = await apply;
    expect(exit).toBe(1);
    expect(stdout).toMatch(/Failed:\n  member\/store\/cart: It was started, and then: its window is gone\.\n  member\/store\/pay: It was started, and then: its window is gone\.\n$/);
    await team.write(manifest);
    await team.succeed('apply');
    expect(await team.succeed('plan')).toContain('No changes.');
  });

  test('between the look and the start: the new agent starts on a server of its own, and the next apply brings back the rest', async () => {
    const team = await testTeam();
    await team.write(manifest.replace(', pay: {tool: demo}', ''));
    await team.succeed('apply');
    await team.write(manifest);
    const PATH = await pathWith('git', `case "$*" in *"worktree add"*) tmux -L ${team.socket} kill-server;; esac\nPATH=\${PATH#*:}; exec git "$@"`);
    const { exit, stdout } = await codersFrom(team, { environment: { ...team.environment, PATH } }, 'apply');
    expect(exit, stdout).toBe(4);
    expect(stdout).toContain('✓ worktree/store/pay made\n  ✓ member/store/pay started\n');
    expect(stdout).toContain('member/store/cart: its window is gone; apply again to repair it\n');
    await team.succeed('apply');
    expect((await team.panes()).map(({ name }) => name).sort()).toEqual(['store/cart', 'store/pay']);
    expect(await team.succeed('plan')).toContain('No changes.');
  });

  test('before a down: the team is down', async () => {
    const team = await testTeam();
    await team.write(manifest);
    await team.succeed('apply');
    await team.tmux('kill-server');
    expect(await team.succeed('status')).toMatch(/store\/cart +exited .*\(its window is gone\)/);
    await team.succeed('down', '--yes');
    expect(await team.succeed('status')).toMatch(/store\/cart +exited .*\(not started\)/);
  });
});

describe('two at once', () => {
  test('two applies: one waits for the other, and each agent is started once', async () => {
    const team = await testTeam();
    await team.write(manifest);
    const both = await Promise.all([team.coders('apply'), team.coders('apply')]);
    expect(both.map(({ exit }) => exit)).toEqual([0, 0]);
    expect((await team.panes()).map(({ name, tag }) => `${name} ${tag?.epoch}`).sort()).toEqual(['store/cart 1', 'store/pay 1']);
  });

  test('one that takes longer than the other will wait: who runs is said, and nothing is changed', async () => {
    const team = await teamWithSlowAgents();
    const first = team.start('coders', ['apply', '--timeout', '60s']);
    const firstEnd = ended(first);
    await waitUntil(async () => (await team.panes()).length === 2, { what: 'both windows' });
    for (const argv of [['apply', '--timeout', '1s', '--now', '--yes'], ['apply', '--timeout', '0']]) {
      const { exit, stdout, stderr } = await team.coders(...argv);
      expect({ exit, stdout }).toEqual({ exit: 4, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^Waiting for coders apply \\(process ${first.pid}, for \\d+s\\) to finish with team shop\\.\nerror: Nothing was changed: coders apply \\(process ${first.pid}, for \\d+s\\) still works on team shop\\.\nhelp: Try again when it has ended\\.\n$`));
    }
    expect(await team.succeed('status'), 'looking needs no turn').toContain('store/cart');
    expect(await team.succeed('plan')).toContain('No changes.');
    first.kill('SIGKILL');
    await firstEnd;
    await team.write(manifest);
    expect(await team.coders('apply', '--now', '--yes'), 'a killed one keeps nobody waiting').toMatchObject({ exit: 0, stderr: '' });
  });
});
