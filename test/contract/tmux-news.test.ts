import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createTmux, type Tmux } from '../../src/host/tmux/tmux.ts';
import type { News } from '../../src/host/tmux/news.ts';
import { ServerNews } from '../../src/supervisor/server-news.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { privateSocket } from './private-socket.ts';

interface Listening {
  readonly tmux: Tmux;
  readonly news: ServerNews;
  readonly heard: readonly News[];
  /** The server's. */
  readonly pid: number;
  /** What somebody else does on that server. */
  other(...words: readonly string[]): string;
}

/** A server with one window, and somebody who waits there for what happens. */
async function listening(): Promise<Listening> {
  const directory = await temporaryDirectory();
  const socket = privateSocket(directory);
  const other = (...words: readonly string[]) => execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...words], { encoding: 'utf8', stdio: 'pipe' });
  const pid = Number(other('new-session', '-d', '-P', '-F', '#{pid}', 'sleep 1000'));
  const tmux = createTmux({ socket }, { PATH: process.env['PATH'], HOME: directory });
  const [news, heard] = [new ServerNews(), [] as News[]];
  onTestFinished(news.listen(tmux, (one) => heard.push(one)));
  await waitUntil(() => sockets(pid) === 1, { what: 'whoever began it to be gone' });
  news.seenRunning(tmux);
  await waitUntil(() => sockets(pid) === 2, { what: 'the waiter to be at the server' });
  return { tmux, news, heard, pid, other };
}

/** The one that the server listens on, and one for each client. */
function sockets(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((file) => readlinkSync(`${folder}/${file}`).startsWith('socket:')).length;
}

test.skipIf(process.platform !== 'linux')('a server that is killed has died, also for who looks before the news of it comes', async () => {
  const { tmux, news, heard, pid } = await listening();
  process.kill(pid, 'SIGKILL');
  expect(await news.hasDied(tmux)).toBe(true);
  await waitUntil(() => heard.length > 0, { what: 'the news' });
  expect(heard).toEqual(['died']);
});

test.skipIf(process.platform !== 'linux').each<[string, (server: Listening) => void]>([
  ['whose last window is closed', ({ other }) => other('kill-window')],
  ['that is told to end', ({ other }) => other('kill-server')],
  ['that the system ends', ({ pid }) => process.kill(pid, 'SIGTERM')],
])('a server %s has not died', async (_how, end) => {
  const server = await listening();
  end(server);
  expect(await server.news.hasDied(server.tmux)).toBe(false);
  await waitUntil(() => server.heard.length > 0, { what: 'the news' });
  expect(server.heard).toEqual(['happened']);
});

test('what happens is told, and then what happens next', async () => {
  const directory = await temporaryDirectory();
  const socket = privateSocket(directory);
  const signal = (name: string) => execFileSync('tmux', ['-S', socket, '-f', '/dev/null', 'new-session', '-d', '-s', name, 'sleep 1000', ';', 'wait-for', '-S', 'coders']);
  signal('first');
  const tmux = createTmux({ socket }, { PATH: process.env['PATH'], HOME: directory });
  const [news, heard] = [new ServerNews(), [] as News[]];
  onTestFinished(news.listen(tmux, (one) => heard.push(one)));
  news.seenRunning(tmux);
  await waitUntil(() => heard.length === 1, { what: 'what happened before anybody waited' });
  signal('second');
  news.seenRunning(tmux);
  await waitUntil(() => heard.length === 2, { what: 'what happened next' });
  expect(heard).toEqual(['happened', 'happened']);
});
