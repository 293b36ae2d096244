import { spawnSync } from 'node:child_process';
import type { Surroundings } from './surroundings.ts';

const deadlineMs = 20_000;

/** Ends the tmux server of a place, if one runs, and waits until it is gone, so that its end disturbs no other's figure. */
export function endServer({ socket, env }: Surroundings): void {
  const tmux = (...argv: string[]) => spawnSync('tmux', ['-S', socket, ...argv], { env, stdio: 'ignore' }).status === 0;
  const deadline = performance.now() + deadlineMs;
  for (tmux('kill-server'); tmux('list-sessions'); ) {
    if (performance.now() > deadline) throw new Error(`the tmux server on ${socket} does not end`);
  }
}
