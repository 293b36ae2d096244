import type { Verdict } from '../state/evidence.ts';

/** When an agent was last seen to be alive, in milliseconds since the Unix epoch; absent where nothing tells. */
export interface SignsOfLife {
  readonly startedAt?: number;
  readonly turnAt?: number;
  readonly lastSignAt?: number;
}

/**
 * The last sign of life of an agent that works by all evidence but gave none for too long; undefined for any other. That
 * its screen moves is no sign: a hung tool goes on counting the seconds. One that leaves no signs is never called stuck.
 */
export function stuckSince({ reading }: Verdict, signs: SignsOfLife, { stuckAfterMs, now }: { readonly stuckAfterMs: number; readonly now: number }): number | undefined {
  if (reading.status !== 'working' || signs.lastSignAt === undefined) return undefined;
  const last = Math.max(signs.lastSignAt, signs.turnAt ?? 0, signs.startedAt ?? 0);
  return now - last > stuckAfterMs ? last : undefined;
}
