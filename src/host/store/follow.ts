import type { RecordedEvent } from '../../state/event.ts';
import { watchFolder } from '../watch-folder.ts';
import type { Store } from './store.ts';

export interface Following {
  /** The id of the last row that is known already. */
  readonly after: number;
  /** Ends the following. */
  readonly signal: AbortSignal;
}

/** What is followed: rows that are only ever added, each with a greater id than those before it. */
interface Rows<Row extends { readonly id: number }> {
  readonly directory: string;
  after(id: number): readonly Row[];
}

/** A file system may lose a notice, as those of other machines do. */
const resyncMs = 5000;
/** After a write it is looked for what it brings, for so long: a disk that is asked for much takes its time. */
const lookForMs = 2000;
const leastPauseMs = 2;

/** Each event that any process records from now on, in order, until the signal. */
export function follow(store: Pick<Store, 'directory' | 'eventsAfter'>, following: Following): AsyncGenerator<RecordedEvent, void> {
  return followRows({ directory: store.directory, after: (id) => store.eventsAfter(id) }, following);
}

/**
 * Each row that any process adds from now on, in order, until the signal. Nothing is asked for while nothing is
 * written: the system tells of a write to the store's log, and what it will hold is looked for until it can be seen.
 */
export async function* followRows<Row extends { readonly id: number }>(rows: Rows<Row>, { after, signal }: Following): AsyncGenerator<Row, void> {
  const writes = new Writes(rows.directory, signal);
  let last = after;
  try {
    while (!signal.aborted) {
      const news = rows.after(last);
      last = news.at(-1)?.id ?? last;
      yield* news;
      await writes.next(news.length > 0);
    }
  } finally {
    writes.close();
  }
}

/**
 * When to look. The log is written before what it says can be read, and how long before depends on the disk: from a write
 * on the pauses between looks grow, each a quarter of the time since then, and in the end only the next write is waited for.
 */
class Writes {
  readonly #watcher: { close(): void };
  readonly #signal: AbortSignal;
  #writtenAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;
  readonly #aborted = () => this.#wake?.();

  constructor(directory: string, signal: AbortSignal) {
    this.#signal = signal;
    this.#watcher = watchFolder(directory, (name) => {
      if (name === undefined || name === 'state.db-wal') this.#written();
    });
    signal.addEventListener('abort', this.#aborted);
  }

  /** Resolves when it is time for another look; `found` tells whether the last one found anything. */
  async next(found: boolean): Promise<void> {
    if (this.#signal.aborted) return;
    if (found) this.#writtenAt = performance.now();
    const sinceMs = performance.now() - this.#writtenAt;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#timer = setTimeout(resolve, sinceMs > lookForMs ? resyncMs : Math.max(leastPauseMs, sinceMs / 4));
    });
    clearTimeout(this.#timer);
    this.#wake = undefined;
  }

  close(): void {
    this.#watcher.close();
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#aborted);
  }

  #written(): void {
    this.#writtenAt = performance.now();
    this.#wake?.();
  }
}
