import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTmux, type Tmux } from '../../src/host/tmux/tmux.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

test('all windows of a team close at once, and what else runs on the server lives on', async () => {
  const directory = await temporaryDirectory();
  const server = () => createTmux({ socket: join(directory, 'socket') }, { PATH: process.env['PATH'], HOME: directory });
  const [neighbour, team] = [server(), server()];
  await openWindows(neighbour, { session: 'neighbour', directory, count: 1 });
  await openWindows(team, { session: 'team', directory, count: 30 });
  const seen = await team.observe();
  const panes = seen.running ? seen.panes.filter(({ session }) => session === 'team') : [];
  expect(panes).toHaveLength(30);

  await Promise.all(panes.map((pane) => {
    process.kill(pane.pid, "SIGKILL");
    return team.closePane(pane);
  }));

  const left = await neighbour.observe();
  const leftPanes = left.running ? left.panes : [];
  expect(leftPanes.map(({ session }) => session)).toEqual(['neighbour']);
  await Promise.all(leftPanes.map((pane) => neighbour.closePane(pane)));
});

interface Windows {
  readonly session: string;
  readonly directory: string;
  readonly count: number;
}

async function openWindows(tmux: Tmux, { session, directory, count }: Windows): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `window-${index}`);
  await Promise.all(names.map((name) => tmux.openWindow({
    session,
    name,
    directory,
    argv: ['sleep', '100000'],
    env: {},
    tag: { team: session, address: `member/${name}`, epoch: 1, fingerprint: 'a', conversation: name },
  })));
}
