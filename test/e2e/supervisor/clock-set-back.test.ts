import { expect, test } from 'vitest';
import { ownSupervisor } from '../../rig/own-supervisor.ts';
import { waitUntil } from '../../rig/wait-until.ts';

test('the pause after a crash is no longer because the clock was set back in it', async () => {
  const own = await ownSupervisor('defaults: {tool: demo, restart: {max: 9, window: 1h, backoff: 1m..1m}}\nprojects: {web: {repo: repo, engineers: {a: {}}}}\n');
  for (const epoch of [1, 2]) {
    const { pid } = await waitUntil(async () => (await own.pass(0), (await own.team.panes()).find(({ dead, tag }) => !dead && tag?.epoch === epoch)), { what: `launch ${epoch}` });
    process.kill(pid, 'SIGKILL');
    await waitUntil(async () => (await own.pass(0), own.store.cares('shop')[0]?.judged === epoch), { what: `end ${epoch} to be judged` });
  }
  await own.pass(10_000);
  expect((await own.team.pane('web/a')).dead).toBe(true);
  own.clock.setBack(24 * 3_600_000);
  await own.pass(60_000);
  await waitUntil(async () => (await own.pass(0), !(await own.team.pane('web/a')).dead), { what: 'the next start' });
  expect(own.store.events('shop').filter(({ type }) => type === 'quarantined')).toEqual([]);
});
