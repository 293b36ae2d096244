import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createTmux } from '../../src/host/tmux/tmux.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { privateSocket } from './private-socket.ts';

const execute = promisify(execFile);
test('a layout is every session, window and pane as tmux tells, whatever they are called; none where no server runs', async () => {
  const socket = privateSocket(await temporaryDirectory());
  const tmux = createTmux({ socket }, process.env);
  expect(await tmux.layout()).toEqual([]);
  const directory = await temporaryDirectory('two words, and #{pane_id} ');
  const run = (...argv: readonly string[]) => execute('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...argv]);
  await run('new-session', '-d', '-s', 'one', '-n', 'a, b <x>', '-x', '120', '-y', '40', '-c', directory, 'sleep 86400');
  await run('split-window', '-d', '-h', '-t', 'one', '-c', directory, 'sleep 86400');
  await run('select-pane', '-t', 'one', '-T', 'über 漢字, "quoted"');
  await run('new-session', '-d', '-s', 'two', 'sleep 86400');
  // Until it runs its program, a window runs tmux itself.
  await waitUntil(async () => (await tmux.layout()).every(({ windows }) => windows.every(({ panes }) => panes.every(({ command }) => command === 'sleep'))), { what: 'the programs to run' });
  const [one, two] = await tmux.layout();
  expect(one).toMatchObject({ name: 'one', windows: [{ index: 0, name: 'a, b <x>', active: true, layout: expect.stringMatching(/^[0-9a-f]{4},120x40/) }] });
  expect(Math.abs(Date.now() - one!.createdAt)).toBeLessThan(60_000);
  const [left, right] = one!.windows[0]!.panes;
  expect(left).toMatchObject({ index: 0, title: 'über 漢字, "quoted"', active: true, dead: false });
  expect(right).toMatchObject({ index: 1, active: false, height: 40 });
  expect(left!.width + right!.width + 1).toBe(120);
  expect(two).toMatchObject({ name: 'two', windows: [{ panes: [{ command: 'sleep' }] }] });
});
