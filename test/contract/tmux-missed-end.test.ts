import { expect, test } from 'vitest';
import { createTmux } from '../../src/host/tmux/tmux.ts';
import { privateSocket } from './private-socket.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

test('how a program ended is learnt also where tmux started another one at that moment', async () => {
  for (let round = 1; round <= 8; round += 1) {
    const directory = await temporaryDirectory();
    const tmux = createTmux({ socket: privateSocket(directory) }, { PATH: process.env['PATH'], HOME: directory });
    const open = (name: string, argv: readonly string[]) => tmux.openWindow({
      session: 'team', name, directory, argv, env: {}, tag: { team: 'team', address: `member/${name}`, epoch: 1, fingerprint: 'f', conversation: 'c' },
    });
    const { id } = await open('short', [process.execPath, '-e', 'process.exit(3)']);
    await open('long', ['sleep', '1000']);
    const end = async () => {
      const seen = await tmux.observe();
      return seen.running ? seen.panes.find((pane) => pane.id === id)?.dead?.code : undefined;
    };
    expect(await waitUntil(end, { what: 'the exit code' })).toBe(3);
    const seen = await tmux.observe();
    for (const pane of seen.running ? seen.panes : []) await tmux.closePane(pane);
  }
});
