import { expect, test } from 'vitest';
import { privateSocket } from './private-socket.ts';
import { createTmux, type Tmux } from '../../src/host/tmux/tmux.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

test('a team comes to a server where others run: a look before its session exists does not spoil what follows', async () => {
  const directory = await temporaryDirectory();
  const socket = privateSocket(directory);
  const server = () => createTmux({ socket }, { PATH: process.env['PATH'], HOME: directory });
  const names = Array.from({ length: 20 }, (_, index) => `team-${index}`);
  const teams = new Map<string, Tmux>();
  for (const name of names) {
    const tmux = server();
    teams.set(name, tmux);
    await tmux.observe();
    await Promise.all(['one', 'two'].map((window) => tmux.openWindow({
      session: name, name: window, directory, argv: ['sleep', '1000'], env: {},
      tag: { team: name, address: `member/${window}`, epoch: 1, fingerprint: 'f', conversation: 'c' },
    })));
  }
  const seen = await server().observe();
  const panes = seen.running ? seen.panes : [];
  expect(panes.map(({ session, windowName }) => `${session} ${windowName}`).sort()).toEqual(names.flatMap((name) => [`${name} one`, `${name} two`]).sort());
  for (const pane of panes) await teams.get(pane.session)!.closePane(pane);
});

test('a team comes to a server that is just ending, again and again', async () => {
  const directory = await temporaryDirectory();
  const socket = privateSocket(directory);
  for (let round = 1; round <= 25; round += 1) {
    const tmux = createTmux({ socket }, { PATH: process.env['PATH'], HOME: directory });
    const { id } = await tmux.openWindow({
      session: 'team', name: 'one', directory, argv: ['sleep', '1000'], env: {},
      tag: { team: 'team', address: 'member/one', epoch: round, fingerprint: 'f', conversation: 'c' },
    });
    const seen = await tmux.observe();
    const panes = seen.running ? seen.panes : [];
    expect(panes.map((pane) => [pane.id, pane.tag?.epoch])).toEqual([[id, round]]);
    await tmux.closePane(panes[0]!);
  }
});
