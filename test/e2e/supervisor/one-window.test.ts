import { expect, test } from 'vitest';
import { ownSupervisor } from '../../rig/own-supervisor.ts';
import { waitUntil } from '../../rig/wait-until.ts';

test('a crash of a tmux server with one window is no person who closed it, also where a look comes before the news of the crash', async () => {
  const own = await ownSupervisor('defaults: {tool: demo}\nprojects: {web: {repo: repo, engineers: {a: {}}}}\n');
  const { team, supervisor, store } = own;
  const ends = () => store.events('shop').filter(({ type }) => type === 'ended' || type === 'held');
  for (let crash = 1; crash <= 3; crash++) {
    await team.saysItIs('web/a', 'idle');
    const server = Number(await team.tmux('display-message', '-p', '#{pid}'));
    await supervisor.settled();
    process.kill(server, 'SIGKILL');
    await supervisor.look();
    await waitUntil(() => ends().length === crash, { what: 'the end to be judged' });
    await own.pass(10 * 60_000);
    await waitUntil(() => team.isServed(), { what: 'it to be started again' });
  }
  expect(ends()).toMatchObject(Array.from({ length: 3 }, () => ({ type: 'ended', kind: 'lost-with-its-server' })));
});
