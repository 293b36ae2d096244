import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSessionLine, openWindowLine, type WindowRequest } from '../../src/host/tmux/commands.ts';
import { tagOption, writeTag } from '../../src/state/tag.ts';
import type { Surroundings } from './surroundings.ts';

/** Writes what one way of opening windows reads, and gives the argv that opens them. */
export type Way = (windows: readonly WindowRequest[], place: Surroundings) => string[];

/** The limit: all windows, with names, folders, environments, options and tags, from one file that tmux itself reads. */
export const commandFile: Way = (windows, { directory, socket }) => {
  const file = join(directory, 'windows.tmux');
  writeFileSync(file, windows.map((window, index) => `${(index === 0 ? openSessionLine : openWindowLine)(window)}\n`).join(''));
  return ['tmux', '-u', '-S', socket, '-f', '/dev/null', 'start-server', ';', 'source-file', file];
};

/** The same with one tmux call a line, as people write it. */
export const shellScript: Way = (windows, { directory, socket }) => {
  const file = join(directory, 'windows.sh');
  const tmux = `tmux -u -S ${quoted(socket)} -f /dev/null`;
  const calls = windows.flatMap((window, index) => callsFor(window, index === 0));
  writeFileSync(file, calls.map((words) => `${tmux} ${words.map(quoted).join(' ')}\n`).join(''));
  return ['/bin/sh', '-e', file];
};

function callsFor({ session, name, directory, env, argv, tag }: WindowRequest, isFirst: boolean): string[][] {
  const target = isFirst ? `=${session}:` : `=${session}:{end}`;
  const environment = Object.entries(env).flatMap(([variable, value]) => ['-e', `${variable}=${value}`]);
  const open = isFirst ? ['new-session', '-d', '-s', session, '-x', '200', '-y', '50'] : ['new-window', '-d', '-a', '-t', target];
  return [
    [...open, '-n', name, '-c', directory, ...environment, ...argv],
    ['set-option', '-p', '-t', target, 'remain-on-exit', 'on'],
    ['set-option', '-p', '-t', target, tagOption, writeTag(tag)],
    ...(isFirst ? [['set-option', '-t', target, 'default-size', '200x50'], ['set-option', '-t', target, 'destroy-unattached', 'off']] : []),
  ];
}

/**
 * Names, folders, environments and programs; without options and tags, which would cost tmuxp more calls. The program is
 * the window's own, which is faster than tmuxp's usual way of typing it into a shell.
 */
export const tmuxp: Way = (windows, { directory, socket }) => {
  const file = join(directory, 'tmuxp.json');
  writeFileSync(file, JSON.stringify({
    session_name: windows[0]!.session,
    windows: windows.map((window) => ({
      window_name: window.name,
      start_directory: window.directory,
      environment: window.env,
      window_shell: window.argv.join(' '),
      panes: [{ shell_command: [] }],
    })),
  }));
  return ['tmuxp', 'load', '-d', '-y', '-S', socket, '-f', '/dev/null', file];
};

/**
 * Names, folders and programs, typed into a shell: tmuxinator knows no other way. Its server is told to stay while it is
 * empty: else the one that its first call starts may just be ending when its second call wants it.
 */
export const tmuxinator: Way = (windows, { directory, socket, env }) => {
  mkdirSync(join(env['HOME']!, '.config', 'tmuxinator'), { recursive: true });
  const file = join(directory, 'tmuxinator.yml');
  const config = join(directory, 'tmuxinator.tmux');
  writeFileSync(config, 'set-option -s exit-empty off\n');
  writeFileSync(file, JSON.stringify({
    name: windows[0]!.session,
    root: directory,
    socket_path: socket,
    tmux_options: `-f ${config}`,
    attach: false,
    windows: windows.map((window) => ({ [window.name]: { root: window.directory, panes: [window.argv.join(' ')] } })),
  }));
  return ['tmuxinator', 'start', '-p', file, '--suppress-tmux-version-warning=true'];
};

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
