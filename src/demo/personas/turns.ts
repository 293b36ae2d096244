import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../session-log.ts';
import type { Persona } from './persona.ts';

/** What a persona does in a turn before any work; tells whether the turn goes on. */
export async function beginTurn({ silenceMs, limit }: Persona, signal: AbortSignal, happened: (row: Row) => void): Promise<boolean> {
  if (silenceMs > 0) await delay(silenceMs, undefined, { signal });
  if (limit === undefined) return true;
  const { lastsMs } = limit;
  const until = lastsMs === undefined ? undefined : new Date(Date.now() + lastsMs);
  happened({ type: 'limit', text: `You've hit your usage limit${until === undefined ? '' : ` · resets ${until.toISOString()}`}`, ...(until === undefined ? {} : { until: until.toISOString() }) });
  if (lastsMs === undefined) return false;
  await delay(lastsMs, undefined, { signal });
  return true;
}

/** Never ends but by the person: for turns that stop without a sign. */
export async function silence(signal: AbortSignal): Promise<never> {
  const never = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
  signal.throwIfAborted();
  return never;
}
