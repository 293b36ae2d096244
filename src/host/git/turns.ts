import type PQueue from 'p-queue';
import { commonDirectory } from './locate.ts';

/** Runs work on a repository when no other such work of this process runs there. */
export type InTurn = <Result>(repository: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Changes to worktrees and branches take turns per common git directory, because git locks its configuration and its
 * refs there and gives up at once when it finds them locked. Two paths to the same repository share one queue.
 */
export function createTurns(): InTurn {
  const directories = new Map<string, Promise<string>>();
  const queues = new Map<string, PQueue>();
  return async (repository, work) => {
    const { default: Queue } = await import('p-queue');
    const directory = await remembered(directories, repository, () => commonDirectory(repository));
    const queue = remembered(queues, directory, () => new Queue({ concurrency: 1 }));
    try {
      return await queue.add(work);
    } finally {
      directories.delete(repository); // the path may lead to another repository by the next time
    }
  };
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
