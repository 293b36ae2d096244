import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { isAbsolute, join } from 'node:path';
import type { TmuxSettings } from '../../manifest/manifest.ts';

/** Where tmux puts the socket of a server, as its manual says; undefined for the person's own server. */
export function socketPath({ socket }: TmuxSettings, environment: NodeJS.ProcessEnv): string | undefined {
  if (socket === 'default') return undefined;
  if (isAbsolute(socket)) return socket;
  return join(environment['TMUX_TMPDIR'] ?? '/tmp', `tmux-${process.getuid?.() ?? 0}`, socket);
}

/** Removes the file if nobody listens on it any more. */
export async function removeStaleSocket(path: string | undefined): Promise<void> {
  if (path === undefined || !(await isStale(path))) return;
  rmSync(path, { force: true });
}

function isStale(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.on('connect', () => {
      probe.destroy();
      resolve(false);
    });
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
}
