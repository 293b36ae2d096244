import { watch } from 'node:fs';
import { HostError } from './host-error.ts';

/** Ends what was begun. */
export interface Closing {
  close(): void;
}

/**
 * Tells the name of each file of a folder that was made, changed or removed, by whoever it was; undefined where the
 * system does not say which. Throws a HostError where the folder can not be watched. A folder that goes takes its watch along.
 */
export function watchFolder(folder: string, changed: (name: string | undefined) => void): Closing {
  try {
    const watcher = watch(folder, { persistent: false }, (_kind, name) => changed(name ?? undefined));
    watcher.on('error', () => changed(undefined)); // it is gone: whoever waits for a change there looks, and finds that out
    return watcher;
  } catch (error) {
    throw unwatchable(folder, error as NodeJS.ErrnoException);
  }
}

function unwatchable(folder: string, { code, message }: NodeJS.ErrnoException): HostError {
  const isFull = code === 'ENOSPC' || code === 'EMFILE';
  return new HostError({
    tool: 'files',
    command: ['watch', folder],
    message: isFull ? `The folder ${folder} can not be watched: the system watches as many files as it may.` : `The folder ${folder} can not be watched: ${message}.`,
    stderr: message,
    ...(isFull ? { hint: 'Raise its limit (on Linux: sysctl fs.inotify.max_user_watches and fs.inotify.max_user_instances), or end what else watches.' } : {}),
  });
}
