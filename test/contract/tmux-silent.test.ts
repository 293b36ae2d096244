import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { privateSocket } from './private-socket.ts';
import { createTmux } from '../../src/host/tmux/tmux.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

test.skipIf(process.platform !== 'linux')('a server that hangs is told of after a while, and does not hold up the end', async () => {
  const directory = await temporaryDirectory();
  const socket = privateSocket(directory);
  const server = () => createTmux({ socket }, { PATH: process.env['PATH'], HOME: directory });
  const tmux = server();
  const place = await tmux.openWindow({
    session: 'team', name: 'one', directory, argv: ['sleep', '1000'], env: {},
    tag: { team: 'team', address: 'member/one', epoch: 1, fingerprint: 'f', conversation: 'c' },
  });
  const pid = Number(place.server.split('@')[0]);
  process.kill(pid, 'SIGSTOP');
  await waitUntil(async () => / T /.test(await readFile(`/proc/${pid}/stat`, 'utf8')), { what: 'the server to hang' });
  try {
    await expect(tmux.observe()).rejects.toThrow('tmux has not answered for 20 seconds. Its server may hang: see what it does, or end it.');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  const seen = await tmux.observe();
  for (const pane of seen.running ? seen.panes : []) await tmux.closePane(pane);
}, 60_000);
