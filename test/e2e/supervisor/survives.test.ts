import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventsOf, keptManifest, keptTeam, startedAgain, supervisorPid } from '../../rig/kept-team.ts';
import type { Pane, TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

/** A supervisor, or the shell around it. */
function isOfSupervisor({ command }: { readonly command: string }): boolean {
  return command.includes('supervisor run') || /^\/bin\/sh -c .*until "\$@"/.test(command);
}

/** With the shell that would start it again. */
async function killSupervisor(team: TestTeam): Promise<void> {
  const shells = (await team.processes()).filter((one) => isOfSupervisor(one) && one.command.startsWith('/bin/sh'));
  const supervisor = (await supervisorPid(team))!;
  for (const pid of [...shells.map((shell) => shell.pid), supervisor]) process.kill(pid, 'SIGKILL');
  await waitUntil(async () => !(await team.processes()).some(isOfSupervisor), { what: 'both to be gone' });
}

describe('the supervisor is mortal, and what it keeps is not', () => {
  test('invariant 3: killed at any moment of a repair, the next one ends it: no member twice, none lost', async () => {
    const team = await keptTeam(keptManifest.replace('{tool: demo}', '{tool: demo, restart: {max: 100, backoff: 1s..1s}}'));
    await Promise.all(['web/a', 'web/b'].map((seat) => team.saysItIs(seat, 'idle')));
    const conversations = new Map((await team.panes()).map(({ tag }) => [tag!.address, tag!.conversation]));
    for (const pauseMs of [0, 2, 5, 10, 15, 20, 25, 30, 40, 60, 90]) {
      const before = await team.panes();
      const supervisor = await supervisorPid(team);
      for (const { pid } of before) process.kill(pid, 'SIGKILL');
      const at = performance.now();
      await waitUntil(() => performance.now() >= at + pauseMs, { what: 'the moment' });
      process.kill(supervisor!, 'SIGKILL');
      await team.succeed('supervisor', 'start');
      const isAnother = ({ dead, pid }: Pane) => !dead && !before.some((one) => one.pid === pid);
      await waitUntil(async () => (await team.panes()).filter(isAnother).length === 3, { what: 'all to run again' });
      const panes = await team.panes();
      expect(panes.map(({ tag }) => tag!.address).sort()).toEqual(['member/web/a', 'member/web/b', 'member/web/c']);
      for (const { tag } of panes.filter(({ name }) => name !== 'web/c')) expect(tag!.conversation).toBe(conversations.get(tag!.address));
    }
  });

  test('while none runs, the command line works; the next one takes all up again', async () => {
    const team = await keptTeam();
    await killSupervisor(team);
    const before = await team.pane('web/a');
    process.kill(before.pid, 'SIGKILL');
    expect(await team.succeed('status')).toContain('not kept now: no supervisor runs');
    await team.succeed('supervisor', 'start');
    await startedAgain(team, 'web/a', before);
    expect(await team.succeed('status')).toContain('kept by the supervisor');
  });

  test('killed while nobody is there, it comes back by itself; asked to end, it does not', async () => {
    const team = await keptTeam();
    const killed = (await supervisorPid(team))!;
    process.kill(killed, 'SIGKILL');
    const agent = await team.pane('web/a');
    process.kill(agent.pid, 'SIGKILL');
    await startedAgain(team, 'web/a', agent);
    const next = (await supervisorPid(team))!;
    expect(next).not.toBe(killed);
    process.kill(next, 'SIGTERM');
    await waitUntil(async () => !(await team.processes()).some(isOfSupervisor), { what: 'both to end' });
  });

  test('there is one for a state directory', async () => {
    const team = await keptTeam();
    const pid = await supervisorPid(team);
    expect(await team.coders('supervisor', 'run')).toMatchObject({ exit: 0, stderr: expect.stringContaining('Another supervisor runs already.') as unknown });
    await Promise.all([team.succeed('supervisor', 'start'), team.succeed('apply'), team.succeed('supervisor', 'start')]);
    expect(await supervisorPid(team)).toBe(pid);
    // A program that it starts has its command line for a moment.
    await waitUntil(async () => (await team.processes()).filter(({ command }) => command.includes('supervisor run') && !command.startsWith('/bin/sh')).length === 1, { what: 'one to be alone' });
  });

  test('invariant 4: a look that fails is no empty world: nothing is started twice', async () => {
    const team = await keptTeam();
    const before = await team.panes();
    await rm(team.repository.path, { recursive: true, maxRetries: 5 }); // somebody may look at it just now
    await team.succeed('supervisor', 'restart');
    await waitUntil(async () => (await team.succeed('supervisor', 'logs')).includes('started'), { what: 'the supervisor' });
    expect((await team.panes()).map(({ pid }) => pid)).toEqual(before.map(({ pid }) => pid));
    expect(await eventsOf(team, 'held', 'ended', 'closed')).toEqual([]);
  });

  test('stale: a socket that nobody listens on is in nobody\'s way', async () => {
    const team = await keptTeam();
    await killSupervisor(team);
    expect((await team.coders('supervisor', 'status')).exit).toBe(4);
    await team.succeed('supervisor', 'start');
    await team.succeed('supervisor', 'stop');
    expect((await team.coders('supervisor', 'stop')).exit).toBe(4);
    expect((await team.panes()).filter(({ dead }) => !dead)).toHaveLength(3);
  });

  test('a team whose manifest is gone is kept all the same', async () => {
    const team = await keptTeam();
    await rm(team.file);
    await rm(join(team.directory, 'specs'), { recursive: true, force: true });
    const before = await team.pane('web/b');
    process.kill(before.pid, 'SIGKILL');
    await startedAgain(team, 'web/b', before);
    await team.succeed('down', 'shop', '--yes');
  });

  test('--once, CODERS_SUPERVISOR=off and --only: no more is kept than was asked for', async () => {
    const team = await keptTeam(keptManifest, { CODERS_SUPERVISOR: 'off' });
    expect(await supervisorPid(team)).toBeUndefined();
    const on = { CODERS_SUPERVISOR: 'on' };
    await team.run(['apply', '--once'], on);
    expect(await supervisorPid(team)).toBeUndefined();
    await team.run(['apply', '--only', 'web/a'], on);
    expect(await supervisorPid(team)).toBeDefined();
    const [a, b] = [await team.pane('web/a'), await team.pane('web/b')];
    for (const { pid } of [a, b]) process.kill(pid, 'SIGKILL');
    await startedAgain(team, 'web/a', a);
    expect((await team.pane('web/b')).dead).toBe(true);
  });
});
