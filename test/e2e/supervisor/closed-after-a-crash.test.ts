import { expect, test } from 'vitest';
import { eventsOf, happened, keptManifest, keptTeam, startedAgain } from '../../rig/kept-team.ts';

test('invariant 12: the window of a program that has crashed, closed by a person while it waits to be started again, is held too', async () => {
  const team = await keptTeam(keptManifest.replace('a: {}', 'a: {restart: {max: 9, window: 1h, backoff: 2s..2s}}'));
  const first = await team.saysItIs('web/a', 'idle');
  process.kill(first.pid, 'SIGKILL');
  const second = await startedAgain(team, 'web/a', first);
  process.kill(second.pid, 'SIGKILL');
  await happened(team, 'retry-planned', 'member/web/a');
  await team.tmux('kill-window', '-t', second.window);
  await happened(team, 'held', 'member/web/a');
  await team.succeed('release', 'web/a');
  const third = await startedAgain(team, 'web/a', second);
  expect(third.tag!.conversation).toBe(first.tag!.conversation);
  expect(await eventsOf(team, 'held')).toHaveLength(1);
});
