import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTmux, type Tmux } from '../../src/host/tmux/tmux.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

test('a window has its own variables and none of another\'s, not even of the first, which made the session', async () => {
  const directory = await temporaryDirectory();
  const tmux = createTmux({ socket: join(directory, 'socket') }, { PATH: process.env['PATH'], HOME: directory });
  const first = await variablesIn(tmux, { name: 'first', directory, env: { FIRST: 'a secret', SHARED: '1' } });
  const second = await variablesIn(tmux, { name: 'second', directory, env: { SECOND: 'another', SHARED: '2' } });
  expect(first).toEqual(expect.arrayContaining(['FIRST=a secret', 'SHARED=1']));
  expect(second).toEqual(expect.arrayContaining(['SECOND=another', 'SHARED=2']));
  expect(second.filter((variable) => variable.startsWith('FIRST'))).toEqual([]);

  const seen = await tmux.observe();
  await Promise.all((seen.running ? seen.panes : []).map((pane) => tmux.closePane(pane)));
});

interface Window {
  readonly name: string;
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a program in a new window finds in its environment. */
async function variablesIn(tmux: Tmux, { name, directory, env }: Window): Promise<readonly string[]> {
  const file = join(directory, name);
  const script = 'env > "$1.part" && mv "$1.part" "$1" && exec sleep 100000';
  await tmux.openWindow({ session: 'team', name, directory, env, argv: ['sh', '-c', script, 'sh', file], tag: { team: 'team', address: `member/${name}`, epoch: 1, fingerprint: 'a', conversation: name } });
  const text = await waitUntil(() => readFile(file, 'utf8').catch(() => undefined), { what: `the variables of ${name}` });
  return text.split('\n');
}
