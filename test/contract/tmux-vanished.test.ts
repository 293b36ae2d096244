import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WindowRequest } from '../../src/host/tmux/commands.ts';
import { isListening, removeStaleSocket } from '../../src/host/tmux/socket.ts';
import { createTmux, type Tmux } from '../../src/host/tmux/tmux.ts';
import type { ObservedPane } from '../../src/state/observed.ts';
import { findProgram } from '../../src/host/find-program.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { privateSocket } from './private-socket.ts';

/** A tmux server, somebody else who uses it, and a `tmux` on PATH that lets them act right before a call of ours. */
async function shared(): Promise<Shared> {
  const directory = await temporaryDirectory();
  const socket = privateSocket(directory);
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  const real = findProgram('tmux', process.env['PATH']);
  const program = (path: string, ...lines: readonly string[]) => {
    writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(path, 0o755);
  };
  program(join(bin, 'tmux'), 'if [ -x "$0.first" ]; then mv "$0.first" "$0.now"; "$0.now" </dev/null >/dev/null 2>&1; elif [ -e "$0.second" ]; then mv "$0.second" "$0.first"; fi', `exec ${real} "$@"`);
  const tmux = createTmux({ socket }, { PATH: `${bin}${delimiter}${process.env['PATH']}`, HOME: directory });
  return {
    tmux,
    request: (name, session = 'team') => ({ session, name, directory, argv: ['sleep', '1000'], env: {}, tag: { team: session, address: `member/${name}`, epoch: 1, fingerprint: 'f', conversation: 'c' } }),
    other: (...words) => execFileSync(real, ['-S', socket, '-f', '/dev/null', ...words], { encoding: 'utf8', stdio: 'pipe' }),
    beforeCall: (which, ...words) => program(join(bin, `tmux.${which}`), [real, '-S', socket, '-f', '/dev/null', ...words].join(' ')),
  };
}

interface Shared {
  readonly tmux: Tmux;
  request(name: string, session?: string): WindowRequest;
  /** What somebody else does on that server. */
  other(...words: readonly string[]): string;
  /** The same, right before a call that we make from now on. */
  beforeCall(which: 'first' | 'second', ...words: readonly string[]): void;
}

async function panesOf(tmux: Tmux): Promise<readonly ObservedPane[]> {
  const seen = await tmux.observe();
  return seen.running ? seen.panes : [];
}

async function opened({ tmux, request }: Shared, ...names: readonly string[]): Promise<readonly ObservedPane[]> {
  for (const name of names) await tmux.openWindow(request(name));
  return panesOf(tmux);
}

test('a server that has lost its last session, and is held by another client, counts as one that does not run', async () => {
  const server = await shared();
  const [pane] = await opened(server, 'one');
  server.other('set-option', '-g', 'exit-empty', 'off');
  await server.tmux.closePane(pane!);
  expect(() => server.other('list-clients')).toThrow('no current target');
  expect(await server.tmux.observe()).toEqual({ running: false });
  expect(await server.tmux.layout()).toEqual([]);
  expect((await opened(server, 'two')).map(({ windowName }) => windowName)).toEqual(['two']);
});

test('a session that comes between the look for it and its beginning is taken: the window opens in it, once', async () => {
  const server = await shared();
  await opened({ ...server, request: (name) => server.request(name, 'neighbour') }, 'theirs');
  server.beforeCall('second', 'new-session', '-d', '-s', 'team', '-n', 'shell', 'sleep', '1000');
  await server.tmux.openWindow(server.request('one'));
  expect((await panesOf(server.tmux)).map(({ session, windowName, tag }) => [session, windowName, tag?.address]).sort()).toEqual([
    ['neighbour', 'theirs', 'member/theirs'], ['team', 'one', 'member/one'], ['team', 'shell', undefined],
  ]);
});

describe.each([
  ['its window was closed', ['kill-window', '-t', 'team:one']],
  ['the whole server is gone', ['kill-server']],
] as const)('a pane that goes between a look and an act, since %s', (_, words) => {
  test('is closed', async () => {
    const server = await shared();
    const [one] = await opened(server, 'one', 'two');
    server.beforeCall('first', ...words);
    await server.tmux.closePane(one!);
    await server.tmux.closePane(one!);
    expect((await panesOf(server.tmux)).map(({ windowName }) => windowName)).not.toContain('one');
  });

  test('has nothing to be started, tagged or renamed in it, and that is said', async () => {
    const server = await shared();
    const { tmux, request } = server;
    const [one] = await opened(server, 'one', 'two');
    server.other(...words);
    const gone = 'Pane %0 is gone: the window "one" was closed since it was looked at.';
    await expect(tmux.respawnPane(one!, request('one'))).rejects.toThrow(gone);
    await expect(tmux.tagPane(one!, request('one').tag)).rejects.toThrow(gone);
    await expect(tmux.renameWindow(one!, 'three')).rejects.toThrow(gone);
  });

  test('shows nothing, tells nothing and takes no key', async () => {
    const server = await shared();
    const { tmux } = server;
    const [one, two] = await opened(server, 'one', 'two');
    server.other(...words);
    expect(await tmux.capture(one!.id)).toBeUndefined();
    expect(await tmux.lastLines(one!.id, 5)).toEqual([]);
    await tmux.tell('team', [one!, two!]);
    const { input } = tmux;
    expect(await input.lookClosely(one!)).toBeUndefined();
    expect([await input.type(one!, 'text', {}), await input.paste(one!, 'text', {}), await input.press(one!, 'Enter', {})]).toEqual([false, false, false]);
  });
});

test('a layout is asked of a server that ends meanwhile', async () => {
  const server = await shared();
  await opened(server, 'one');
  server.beforeCall('second', 'kill-server');
  expect(await server.tmux.layout()).toEqual([]);
});

test('a pane that holds another process by now is left alone', async () => {
  const server = await shared();
  const { tmux } = server;
  const [one] = await opened(server, 'one');
  server.other('respawn-pane', '-k', '-t', one!.id, 'sleep 1000');
  for (const act of [() => tmux.closePane(one!), () => tmux.tagPane(one!, server.request('other').tag)]) await expect(act()).rejects.toThrow('Pane %0 holds another process than it did when it was looked at.');
  expect((await panesOf(tmux)).map(({ windowName }) => windowName)).toEqual(['one']);
});

test('where there is no tmux nothing counts as gone', async () => {
  const server = await shared();
  const { tmux } = server;
  const [one] = await opened(server, 'one');
  const without = createTmux({ socket: tmux.socket }, { PATH: '/nowhere', HOME: '/' });
  await expect(without.closePane(one!)).rejects.toThrow(/tmux/);
  await expect(without.capture(one!.id)).rejects.toThrow(/tmux/);
});

test('the socket of a server that starts in the place of one that has ended stays', async () => {
  const path = join(await temporaryDirectory(), 'socket');
  await servedAt(`${path}-first`, () => linkSync(`${path}-first`, path));
  expect(await isListening(path)).toBe(false);
  const removing = removeStaleSocket(path);
  rmSync(path);
  await servedAt(path, async () => {
    await removing;
    expect(await isListening(path)).toBe(true);
  });
});

test('a server that takes its time to end is waited for', async () => {
  const path = join(await temporaryDirectory(), 'socket');
  let asked = 0;
  const server = createServer((connection) => {
    connection.destroy();
    if ((asked += 1) === 60) server.close();
  }).listen(path);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  await removeStaleSocket(path);
  expect([asked, await isListening(path)]).toEqual([60, false]);
});

/** Something listens on a socket as long as `during` takes. */
async function servedAt(path: string, during: () => void | Promise<void>): Promise<void> {
  const server = createServer((connection) => connection.destroy()).listen(path);
  onTestFinished(() => void server.close());
  if (!server.listening) await once(server, 'listening');
  await during();
  server.close();
  await once(server, 'close');
}
