import { existsSync, watch } from 'node:fs';
import { systemClock } from './clock.ts';

/** Where Linux keeps the terminals that programs such as tmux have made. */
const folder = '/dev/pts';

/**
 * Calls `tell` soon after any terminal of this machine has gone, as that of a tmux pane does the moment its program has
 * ended, and its server has seen so. Nothing is asked of anybody for it. Silent where the system has no such folder.
 *
 * It is the surest word there is: as tmux 3.3a lets go of a terminal, it misses in up to two of three cases that the
 * program has ended (libutempter takes the signal away from it), and tells nobody until anything else ends.
 */
export function watchTerminals(tell: () => void): { stop(): void } {
  if (!existsSync(folder)) return { stop: () => undefined };
  let pending: { off(): void } | undefined;
  const watcher = watch(folder, (kind) => {
    if (kind !== 'rename') return; // something was written to a terminal
    pending ??= systemClock.at(systemClock.now() + burialMs, () => {
      pending = undefined;
      tell();
    });
  });
  watcher.on('error', () => watcher.close()); // what it would have told is found by the next look
  return {
    stop: () => {
      pending?.off();
      watcher.close();
    },
  };
}

/** A program lets go of its terminal a moment before it is gone. */
const burialMs = 2;
