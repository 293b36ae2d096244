import type { Status, Verdict } from '../state/evidence.ts';
import type { SignsOfLife } from './stuck.ts';

/**
 * Whether anything is heard of a living agent: of its own, for that its process exists proves nothing. `lastAt` is its
 * newest sign that has a time, in milliseconds since the Unix epoch. Not known of a program that has nowhere to tell
 * anything, and of one that only just started.
 */
export type Heartbeat = { readonly lastAt?: number } & (
  | { readonly state: 'responsive' | 'not-known' }
  /** Nothing was heard since then, for longer than its heartbeat may take. */
  | { readonly state: 'unresponsive'; readonly since: number }
);

export interface Hearing {
  readonly status: Status;
  readonly verdict: Verdict;
  readonly signs: SignsOfLife & { readonly turnEndedAt?: number };
  /** Its program has nowhere to tell anything. */
  readonly isMute: boolean;
  readonly heartbeatMs: number;
  readonly now: number;
}

/** By its own word an agent has nothing to say now. */
const atRest: readonly Status[] = ['idle', 'waiting', 'limited'];

/** What is heard of an agent, by all that was seen of it. */
export function heartbeatOf(hearing: Hearing): Heartbeat {
  const { status, verdict, signs, isMute, heartbeatMs, now } = hearing;
  const lastAt = lastSignOf(hearing);
  const told = lastAt === undefined ? {} : { lastAt };
  if (atRest.includes(status) || (status !== 'stuck' && speaksNow(verdict))) return { state: 'responsive', ...told };
  const since = lastAt ?? signs.startedAt;
  if (isMute || since === undefined) return { state: 'not-known', ...told };
  if (status === 'stuck' || now - since > heartbeatMs) return { state: 'unresponsive', since, ...told };
  return { state: lastAt === undefined ? 'not-known' : 'responsive', ...told };
}

/** What came before its launch is another launch's. */
function lastSignOf({ verdict, signs: { startedAt = 0, turnAt, turnEndedAt, lastSignAt } }: Hearing): number | undefined {
  const times = [...verdict.evidence.map(({ at }) => at), turnAt, turnEndedAt, lastSignAt].filter((at) => at !== undefined && at >= startedAt);
  return times.length === 0 ? undefined : Math.max(...(times as number[]));
}

/** Its title or screen tells now what it does. That it starts is what is said where neither tells anything yet. */
function speaksNow({ evidence }: Verdict): boolean {
  return evidence.some(({ at, reading }) => at === undefined && reading.status !== 'starting');
}
