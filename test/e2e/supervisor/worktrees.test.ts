import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventsOf, keptTeam, startedAgain } from '../../rig/kept-team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

test('a worktree that is removed under an agent at rest is noticed by itself, and made again; its agent goes on there', async () => {
  const team = await keptTeam();
  await team.saysItIs('web/a', 'idle');
  const before = await team.pane('web/a');
  await rm(team.worktree('a'), { recursive: true });
  // Looked for each ten seconds, which is half of what is waited for a start.
  await waitUntil(() => existsSync(join(team.worktree('a'), '.git')), { what: 'it to be made again', timeout: 40_000 });
  const after = await startedAgain(team, 'web/a', before);
  expect(after.tag!.conversation).toBe(before.tag!.conversation);
  expect(await team.repository.git(['worktree', 'list'])).toContain(team.worktree('a'));
  await team.saysItIs('web/a', 'idle');
  process.kill(after.pid, 'SIGKILL');
  await startedAgain(team, 'web/a', after);
  expect(await eventsOf(team, 'held', 'quarantined')).toEqual([]);
});
