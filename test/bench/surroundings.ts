import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Where a contestant runs: a folder and a HOME of its own, and nothing of the person's settings. */
export interface Surroundings {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** The tmux server of this folder. */
  readonly socket: string;
}

/**
 * NODE_EXTRA_CA_CERTS is left out like all the rest: Node 20 reads the file at every start, which costs each
 * Node program about 150 ms and would hide what is measured.
 */
export function surroundingsIn(parent: string): Surroundings {
  const directory = mkdtempSync(join(parent, 'place-'));
  const home = join(directory, 'home');
  mkdirSync(home);
  return {
    directory,
    socket: join(directory, 'socket'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      LANG: 'C.UTF-8',
      SHELL: '/bin/sh',
      EDITOR: 'true',
      TERM: 'xterm-256color',
      CODERS_STATE_DIR: join(directory, 'state'),
      CODERS_SUPERVISOR: 'off', // a section that is about it says otherwise
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      ...identity,
    },
  };
}

const identity = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' };

export function remove({ directory }: Surroundings): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

/** A copy of the built package, so that a build beside the bench changes nothing under it. Gives the program's argv. */
export function installCoders(packageDirectory: string, directory: string): string[] {
  const copy = join(directory, 'package');
  for (const name of ['dist', 'templates', 'schemas', 'package.json']) cpSync(join(packageDirectory, name), join(copy, name), { recursive: true });
  symlinkSync(join(packageDirectory, 'node_modules'), join(copy, 'node_modules'));
  return [process.execPath, join(copy, 'dist', 'coders.js')];
}
