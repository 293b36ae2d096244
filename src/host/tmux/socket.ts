import { lstatSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TmuxSettings } from '../../manifest/manifest.ts';

/** Where tmux puts the socket of a server, as its manual says. */
export function socketPath({ socket }: TmuxSettings, environment: NodeJS.ProcessEnv): string {
  if (isAbsolute(socket)) return socket;
  return join(environment['TMUX_TMPDIR'] || '/tmp', `tmux-${process.getuid?.() ?? 0}`, socket);
}

/** Three seconds: on a busy machine a server that has nothing left to do may take more than one to end. */
const ending = { tries: 120, pauseMs: 25 };

/** Removes the socket file of a server that is about to end, once nobody listens on it. A server that goes on keeps its file. */
export async function removeStaleSocket(path: string): Promise<void> {
  for (let tries = 1; tries <= ending.tries; tries += 1) {
    const before = identityOf(path);
    const isServed = await isListening(path);
    // Whoever starts a server meanwhile puts a file of its own in the place: without it nobody would find that server again.
    if (!isServed && identityOf(path) === before) return rmSync(path, { force: true });
    await wait(ending.pauseMs);
  }
}

/** Tells a file from another that is put in its place; undefined where there is none. */
function identityOf(path: string): string | undefined {
  const file = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return file === undefined ? undefined : `${file.ino} ${file.ctimeNs}`;
}

/** Whether a program listens on a socket; false where there is none. */
export function isListening(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = connect(path);
    probe.on('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false);
      else if (error.code === 'ECONNRESET') resolve(true); // it ended while it was asked: the next look tells
      else reject(error);
    });
  });
}
