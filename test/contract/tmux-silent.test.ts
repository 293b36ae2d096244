import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { piece, TmuxClient } from '../../src/host/tmux/client.ts';
import { privateSocket } from './private-socket.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

test.skipIf(process.platform !== 'linux')('a server that hangs is told of after a while, and answers again when it goes on', async () => {
  const directory = await temporaryDirectory();
  const argv = ['-u', '-S', privateSocket(directory), '-f', '/dev/null'];
  const client = new TmuxClient(argv, { PATH: process.env['PATH'], HOME: directory }, 4000);
  const pid = Number(await client.start(piece(['new-session -d -s team -P -F "#{pid}" sleep 1000'])));
  process.kill(pid, 'SIGSTOP');
  await waitUntil(async () => / T /.test(await readFile(`/proc/${pid}/stat`, 'utf8')), { what: 'the server to hang' });
  try {
    await expect(client.run(piece(['list-sessions']))).rejects.toThrow('tmux has not answered for 4 seconds');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect(await client.run(piece(['list-sessions -F "#{session_name}"']))).toBe('team\n');
});
