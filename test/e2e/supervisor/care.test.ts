import { describe, expect, test } from 'vitest';
import { happened, keptManifest, keptTeam, startedAgain } from '../../rig/kept-team.ts';
import type { TestTeam } from '../../rig/team.ts';

const twiceOnly = keptManifest.replace('b: {}', 'b: {restart: {max: 2, window: 1h}}');

async function crashed(team: TestTeam, seat: string): Promise<void> {
  process.kill((await team.pane(seat)).pid, 'SIGKILL');
}

describe('what a person says of one member is for that one', () => {
  test('who is given up stays so while another one is restarted, or applied', async () => {
    const team = await keptTeam(twiceOnly);
    const first = await team.pane('web/b');
    await crashed(team, 'web/b');
    await startedAgain(team, 'web/b', first);
    await crashed(team, 'web/b');
    await happened(team, 'quarantined', 'member/web/b');
    await team.succeed('restart', 'web/a');
    await team.succeed('apply', '--only', 'web/a');
    const other = await team.pane('web/c');
    await crashed(team, 'web/c');
    await startedAgain(team, 'web/c', other); // so it has looked
    expect(await team.succeed('status')).toContain('quarantined: it ended 2 times within 1h');
    expect((await team.pane('web/b')).dead).toBe(true);
    const before = await team.pane('web/b');
    await team.succeed('apply');
    await startedAgain(team, 'web/b', before);
  });

  test('who is released after an apply is not held once more for the window that was closed before', async () => {
    const team = await keptTeam();
    const first = await team.pane('web/a');
    await crashed(team, 'web/a');
    const second = await startedAgain(team, 'web/a', first);
    await team.tmux('kill-window', '-t', second.window);
    await happened(team, 'held', 'member/web/a');
    await team.succeed('supervisor', 'stop');
    await team.succeed('apply', '--once');
    expect(await team.succeed('status')).toContain('held: A person closed its window');
    await team.succeed('release', 'web/a');
    await team.succeed('supervisor', 'start');
    await startedAgain(team, 'web/a', second);
  });
});
