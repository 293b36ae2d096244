import { stateDirectoryOf } from '../host/state-directory.ts';
import { follow } from '../host/store/follow.ts';
import { openStore } from '../host/store/store.ts';
import type { RecordedEvent } from '../state/event.ts';

export interface WatchRequest {
  /** Only events of this team; of all teams when absent. */
  readonly team?: string;
  /** First tells what was recorded since then, in milliseconds since the Unix epoch; when absent, only what happens from now on. */
  readonly since?: number;
  /** Ends the watch: the loop over it comes to its end, without an error. */
  readonly signal?: AbortSignal;
  /** Where coders keeps its state: as for the command line, CODERS_STATE_DIR or the folder below XDG_STATE_HOME unless given. */
  readonly stateDirectory?: string;
}

/**
 * Every event that happens to the teams, in order and each once, by whichever process it was recorded: what
 * `coders events -f` prints. It costs nothing while nothing happens. Leave the loop, or abort the signal, to end it.
 * Throws a HostError where the store fails.
 *
 *     for await (const event of watch({ team: 'shop' })) {
 *       if (event.type === 'quarantined') page(`${event.address}: ${event.because}`);
 *     }
 */
export async function* watch({ team, since, signal = new AbortController().signal, stateDirectory }: WatchRequest = {}): AsyncGenerator<RecordedEvent, void> {
  const store = openStore(stateDirectory ?? stateDirectoryOf(process.env));
  try {
    const latest = store.latestEvent();
    const past = since === undefined ? [] : store.eventsSince(since);
    for await (const event of pastAndPresent(past, follow(store, { after: Math.max(latest, past.at(-1)?.id ?? 0), signal }))) {
      if (signal.aborted) return;
      if (team === undefined || event.team === team) yield event;
    }
  } finally {
    store.close();
  }
}

async function* pastAndPresent(past: readonly RecordedEvent[], present: AsyncGenerator<RecordedEvent, void>): AsyncGenerator<RecordedEvent, void> {
  yield* past;
  yield* present;
}
