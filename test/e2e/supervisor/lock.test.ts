import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/host/clock.ts';
import { takeLock } from '../../../src/host/lock.ts';
import { askSupervisor, supervisorSocket } from '../../../src/host/poke.ts';
import { eventsOf, keptManifest, keptTeam, startedAgain, supervisorPid } from '../../rig/kept-team.ts';
import { powerLoss } from '../../rig/power-loss.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const another = expect.stringContaining('Another supervisor runs already.') as unknown;
const silent = expect.stringMatching(/The supervisor \(process \d+\) runs and does not answer\. kill -9 \d+ ends it/) as unknown;
let team: TestTeam;

beforeEach(async () => {
  team = await keptTeam(keptManifest.replace('{tool: demo}', '{tool: demo, restart: {max: 100, backoff: 1s..1s}}'));
});

async function supervisors(): Promise<readonly number[]> {
  return (await team.processes()).filter(({ command }) => command.includes('supervisor run') && !command.startsWith('/bin/sh')).map(({ pid }) => pid);
}

/** Stops it. One that was at a look hangs with the lock of its team, too: it goes on. */
async function hangsAlone(pid: number): Promise<boolean> {
  await askSupervisor(team.stateDirectory, 'settle');
  process.kill(pid, 'SIGSTOP');
  const lock = await takeLock({ stateDirectory: team.stateDirectory, name: 'shop', command: 'a test', timeoutMs: 0, onWait: () => undefined }, systemClock);
  lock?.release();
  if (lock === undefined) process.kill(pid, 'SIGCONT');
  return lock !== undefined;
}

describe('one supervisor for a state directory, by a lock that dies with its holder', () => {
  test('of many that are started at once after a reboot one stays, and nobody is started twice', async () => {
    const before = await team.panes();
    await powerLoss(team);
    const runs = Array.from({ length: 4 }, () => team.start('coders', ['supervisor', 'run']));
    const starts = Array.from({ length: 2 }, () => team.succeed('supervisor', 'start'));
    await Promise.all(starts);
    await waitUntil(async () => (await supervisors()).length === 1, { what: 'the others to give way' });
    const present = await supervisorPid(team);
    // A start's own may come only now, and give way; and a program that it starts has its command line for a moment.
    await waitUntil(async () => String(await supervisors()) === String([present]), { what: 'it to be the only one' });
    await Promise.all(before.map(({ name, pid }) => startedAgain(team, name, { pid })));
    expect((await team.panes()).map(({ name, tag }) => [name, tag!.epoch]).sort()).toEqual([['web/a', 2], ['web/b', 2], ['web/c', 2]]);
    expect(await eventsOf(team, 'step-failed', 'look-failed', 'held', 'quarantined')).toEqual([]);
    expect(runs.filter(({ exitCode }) => exitCode === null).length).toBeLessThanOrEqual(1);
  });

  test('one that comes while another holds the lock and does not answer, as one that ends, waits for its end and takes over', async () => {
    const old = (await supervisorPid(team))!;
    process.kill(old, 'SIGSTOP');
    const waiting = team.start('coders', ['supervisor', 'run']);
    await waitUntil(async () => (await supervisors()).length === 2, { what: 'two of them' });
    process.kill(old, 'SIGKILL');
    await waitUntil(async () => (await supervisorPid(team)) === waiting.pid, { what: 'the next one' });
    const before = await team.pane('web/a');
    process.kill(before.pid, 'SIGKILL');
    await startedAgain(team, 'web/a', before);
    await team.succeed('supervisor', 'stop');
    await waitUntil(() => waiting.exitCode === 0, { what: 'its end' });
  });

  test('one that comes while another works says so, and leaves it at work', async () => {
    const working = await supervisorPid(team);
    expect(await team.coders('supervisor', 'run')).toMatchObject({ exit: 0, stderr: another });
    expect(await supervisorPid(team)).toBe(working);
  });

  test('restarted in the middle of a repair, there is one at work, and the repair is done', async () => {
    for (let round = 1; round <= 3; round += 1) {
      const before = await team.panes();
      for (const { pid } of before) process.kill(pid, 'SIGKILL');
      const old = await supervisorPid(team);
      await team.succeed('supervisor', 'restart');
      const present = await supervisorPid(team);
      expect(present).not.toBe(old);
      // A program that it starts has its command line for a moment.
      await waitUntil(async () => (await supervisors()).every((pid) => pid === present), { what: 'others to end' });
      expect(await supervisorPid(team)).toBe(present);
      await Promise.all(before.map(({ name, pid }) => startedAgain(team, name, { pid })));
    }
  });

  test('whoever asks it something and goes away before the answer does it no harm', async () => {
    const pid = await supervisorPid(team);
    for (let caller = 0; caller < 20; caller += 1) {
      const socket = connect(supervisorSocket(team.stateDirectory));
      socket.once('connect', () => socket.write('look\nstatus\nsettle\n', () => socket.destroy()));
      await once(socket, 'close');
    }
    expect(await supervisorPid(team)).toBe(pid);
    const before = await team.pane('web/a');
    process.kill(before.pid, 'SIGKILL');
    await startedAgain(team, 'web/a', before);
    expect(await supervisorPid(team)).toBe(pid);
  });

  test('one that hangs with the lock keeps nobody waiting for ever, and is told of', async () => {
    const hanging = (await supervisorPid(team))!;
    await waitUntil(() => hangsAlone(hanging), { what: 'it to hang without the lock of the team' });
    try {
      // At once, since each waits for an answer as long as it is patient.
      const [run, asked, status, list, hold] = await Promise.all([
        team.coders('supervisor', 'run'), team.coders('supervisor', 'status'), team.succeed('status'), team.succeed('list'), team.succeed('hold', 'web/a'),
      ]);
      expect(run).toMatchObject({ exit: 0, stderr: silent });
      expect(asked).toMatchObject({ exit: 4, stdout: silent });
      expect(status).toContain('not kept now: the supervisor does not answer (coders supervisor status)');
      expect(list).toContain('not kept now: the supervisor does not answer');
      expect(hold).toContain('is held');
    } finally {
      process.kill(hanging, 'SIGCONT'); // and finds that all who asked have gone
    }
    expect(await supervisorPid(team)).toBe(hanging);
  });

  test('stop ends one that is too busy to answer, once it has done what it is about', async () => {
    const busy = (await supervisorPid(team))!;
    process.kill(busy, 'SIGSTOP');
    const stop = team.coders('supervisor', 'stop');
    expect(await team.coders('supervisor', 'status'), 'as long as anybody waits for an answer').toMatchObject({ exit: 4, stdout: silent });
    process.kill(busy, 'SIGCONT');
    expect(await stop).toMatchObject({ exit: 0, stdout: expect.stringContaining('No supervisor runs.') as unknown });
  });
});
