import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A tmux socket in a directory; whatever still runs on it is ended with the test. */
export function privateSocket(directory: string): string {
  const socket = join(directory, 'socket');
  onTestFinished(() => void spawnSync('tmux', ['-S', socket, 'kill-server']));
  return socket;
}
