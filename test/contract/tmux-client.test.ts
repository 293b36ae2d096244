import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { piece, script, TmuxClient } from '../../src/host/tmux/client.ts';
import { privateSocket } from './private-socket.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

async function server() {
  const directory = await temporaryDirectory();
  const argv = ['-u', '-S', privateSocket(directory), '-f', '/dev/null'];
  const env = { PATH: process.env['PATH'], HOME: directory };
  const client = new TmuxClient(argv, env);
  await client.start(piece(['new-session -d -s team sleep 1000']));
  return { client, tmux: (input: string) => spawnSync('tmux', [...argv, 'source-file', '-'], { env, input, encoding: 'utf8' }) };
}

test('lines that are asked for at once each get their own answer, and one that fails stops no other', async () => {
  const { client } = await server();
  const lines = Array.from({ length: 40 }, (_, index) => (index % 7 === 3 ? piece([`kill-pane -t %9${index}`]) : piece([`display-message -p "text ${index}"`, 'list-panes -F "#{session_name}"'])));
  const answers = await Promise.allSettled(lines.map((line) => client.run(line)));
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : String(answer.reason)))).toEqual(
    lines.map((_, index) => (index % 7 === 3 ? `TmuxRefusal: can't find pane: %9${index}` : `text ${index}\nteam\n`)));
});

test('what a dying runner leaves half written does nothing', async () => {
  const { client, tmux } = await server();
  const whole = script([{ line: piece(['set-buffer -b one "1"', 'set-buffer -b two "2\\n2"']) }, { line: piece(['set-buffer -b three "3"']) }], 'mark');
  for (let length = 0; length < whole.length - 2; length += 1) tmux(whole.slice(0, length));
  expect(await client.run(piece(['list-buffers']))).toBe('');
  tmux(whole);
  expect((await client.run(piece(['list-buffers -F "#{buffer_name}"']))).trim().split('\n').sort()).toEqual(['one', 'three', 'two']);
});
