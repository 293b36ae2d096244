import { rm } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, happened, keptManifest, keptTeam, startedAgain, supervisorPid } from '../../rig/kept-team.ts';
import { attachedPerson } from '../../rig/attached-person.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

let team: TestTeam;

beforeEach(async () => {
  team = await keptTeam();
});

describe('a supervisor keeps a team as it was applied', () => {
  test('invariant 6: an agent that is killed runs again, in its window, with its conversation', async () => {
    const before = await team.saysItIs('web/a', 'idle');
    process.kill(before.pid, 'SIGKILL');
    const after = await startedAgain(team, 'web/a', before);
    expect(after).toMatchObject({ id: before.id, tag: { epoch: 2, conversation: before.tag!.conversation } });
    await team.saysItIs('web/a', 'idle');
    expect((await team.conversation('web/a')).filter(({ type }) => type === 'session')).not.toHaveLength(0);
    expect(await eventsOf(team, 'ended')).toMatchObject([{ address: 'member/web/a', kind: 'crash', how: 'ended by signal 9' }]);
  });

  test('invariant 12: a window closed by a person is held, not resurrected, until it is released', async () => {
    const before = await team.pane('web/a');
    await team.tmux('kill-window', '-t', before.window);
    expect(await happened(team, 'held', 'member/web/a')).toMatchObject({ because: 'A person closed its window' });
    const other = await team.pane('web/b');
    process.kill(other.pid, 'SIGKILL'); // a pass that has something to do leaves it alone, too
    await startedAgain(team, 'web/b', other);
    expect((await team.panes()).some(({ tag }) => tag?.address === 'member/web/a')).toBe(false);
    expect(await team.succeed('status')).toContain('(its window is gone) (held: A person closed its window)');
    expect(await team.succeed('plan')).toContain('coders release web/a gives it back');
    await team.succeed('release', 'web/a');
    const after = await startedAgain(team, 'web/a', before);
    expect(after.tag).toMatchObject({ epoch: 2, conversation: before.tag!.conversation });
  });

  test('invariant 12: so is the last window of its server', async () => {
    for (const [index, { window }] of (await team.panes()).entries()) {
      await team.tmux('kill-window', '-t', window);
      await waitUntil(async () => (await eventsOf(team, 'held')).length === index + 1, { what: `hold ${index + 1}` });
    }
    expect(await team.isServed()).toBe(false);
  });

  test('a program that a person ends while looking at it is held', async () => {
    await team.saysItIs('web/a', 'idle');
    const person = await attachedPerson(team, 'web/a');
    await person.press('C-d');
    await happened(team, 'held', 'member/web/a');
    expect(await team.pane('web/a')).toMatchObject({ dead: true, tag: { epoch: 1 } });
  });

  test('an agent that keeps crashing is started after growing pauses, and not for ever', async () => {
    await team.write(`${keptManifest}\n`.replace('b: {}', 'b: {tool: command, command: [sh, -c, "exit 3"], restart: {max: 3, window: 10m, backoff: 1s..2s}}'));
    await team.coders('apply', '--yes', '--now');
    expect(await happened(team, 'quarantined', 'member/web/b')).toMatchObject({ because: 'it ended 3 times within 10m' });
    const planned = (await eventsOf(team, 'retry-planned')).filter(({ address }) => address === 'member/web/b');
    expect(planned).toMatchObject([{ crashes: 2 }]);
    expect(await team.succeed('status')).toContain('quarantined: it ended 3 times within 10m');
    expect(await team.succeed('supervisor', 'status')).toContain('keeps shop');
  });

  test('a worktree that is removed under its agent is made again, once its agent is at rest', async () => {
    await team.saysItIs('web/a', 'idle');
    const before = await team.pane('web/a');
    await rm(team.worktree('a'), { recursive: true });
    process.kill(before.pid, 'SIGKILL');
    await startedAgain(team, 'web/a', before);
    expect(await team.repository.git(['worktree', 'list'])).toContain(team.worktree('a'));
  });

  test('what goes down with its tmux server comes back as it was', async () => {
    await Promise.all(['web/a', 'web/b'].map((seat) => team.saysItIs(seat, 'idle')));
    const before = await team.panes();
    const server = Number(await team.tmux('display-message', '-p', '#{pid}'));
    process.kill(server, 'SIGKILL');
    await waitUntil(async () => (await team.panes()).filter(({ dead }) => !dead).length === 3, { what: 'three windows' });
    const conversation = (panes: typeof before) => new Map(panes.map(({ tag }) => [tag!.address, tag!.conversation]));
    const after = conversation(await team.panes());
    for (const seat of ['member/web/a', 'member/web/b']) expect(after.get(seat)).toBe(conversation(before).get(seat));
    expect(await eventsOf(team, 'held', 'quarantined')).toEqual([]);
  });

  test('an agent that was killed in the middle of a turn is told to go on; one that rested is told nothing', async () => {
    await team.saysItIs('web/b', 'idle');
    await team.succeed('send', 'web/a', 'demo: think 1h', '--when', 'idle');
    await team.saysItIs('web/a', 'working');
    const [a, b] = [await team.pane('web/a'), await team.pane('web/b')];
    for (const { pid } of [a, b]) process.kill(pid, 'SIGKILL');
    await Promise.all([startedAgain(team, 'web/a', a), startedAgain(team, 'web/b', b)]);
    const told = async (seat: string) => (await team.conversation(seat)).filter((row) => row.type === 'user' && row.text.includes('go on where you stopped'));
    await waitUntil(async () => (await told('web/a')).length === 1, { what: 'the interrupted one to be told' });
    expect(await told('web/b')).toEqual([]);
  });

  test('coders kill holds a member ended, restart brings it back', async () => {
    await team.saysItIs('web/a', 'idle');
    const before = await team.pane('web/a');
    expect(await team.succeed('kill', 'web/a')).toContain('coders release web/a starts it again');
    expect((await team.pane('web/a')).dead).toBe(true);
    expect(await team.succeed('restart', 'web/a')).toContain('with its conversation');
    const after = await startedAgain(team, 'web/a', before);
    expect(after.tag).toMatchObject({ conversation: before.tag!.conversation });
    expect(await team.succeed('restart', 'web/a', '--fresh')).toContain('with a new conversation');
    expect((await team.pane('web/a')).tag!.conversation).not.toBe(before.tag!.conversation);
  });

  test('invariant 14: down leaves nothing running, also no supervisor', async () => {
    const pid = await supervisorPid(team);
    expect(pid).toBeDefined();
    await team.succeed('down', '--yes');
    await waitUntil(async () => (await team.processes()).length === 0, { what: 'everything to end' });
    expect((await team.coders('supervisor', 'status')).exit).toBe(4);
  });
});
