import { transaction, type Database } from './database.ts';
import { storeFailure } from './failure.ts';

/** Does a write together with others; resolves once it is on disk. */
export type Together = (write: () => void) => Promise<void>;

interface Waiting {
  readonly write: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * All writes asked for in one turn of the event loop become one transaction: fifty launches wait for the disk once and
 * not fifty times. They are kept together or not at all: where one fails, so do those beside it, with a HostError.
 */
export function groupWrites(file: string, database: Database): Together {
  const waiting: Waiting[] = [];
  function commit(): void {
    const group = waiting.splice(0);
    try {
      storeFailure(file, () => transaction(database, () => group.forEach(({ write }) => write())));
    } catch (error) {
      group.forEach(({ reject }) => reject(error));
      return;
    }
    group.forEach(({ resolve }) => resolve());
  }
  return (write) => new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ write, resolve, reject });
  });
}
