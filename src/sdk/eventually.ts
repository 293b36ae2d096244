import { abortAfter } from '../host/abort-after.ts';
import { follow } from '../host/store/follow.ts';
import type { Store } from '../host/store/store.ts';

/** Whose events are waited for, and how long. */
export interface Patience {
  readonly store: Store;
  readonly timeoutMs: number;
}

/** Looks until there is something: once, and again whenever something happens to a team. Undefined where the time, in milliseconds, runs out. */
export async function eventually<Found>(look: () => Promise<Found | undefined>, { store, timeoutMs }: Patience): Promise<Found | undefined> {
  const after = store.latestEvent();
  const found = await look();
  if (found !== undefined || timeoutMs === 0) return found;
  for await (const _event of follow(store, { after, signal: abortAfter(timeoutMs) })) {
    const foundNow = await look();
    if (foundNow !== undefined) return foundNow;
  }
  return undefined;
}
