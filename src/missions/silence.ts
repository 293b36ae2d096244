import type { MissionState } from '../state/mission.ts';
import type { MissionSeat } from './seat.ts';

/** How long a member may rest without a word on its mission before it is asked. */
const restMs = 5 * 60_000;

/** How long it may take to answer. */
const answerMs = 15 * 60_000;

/** A member that has a mission, and rests: until when that is borne, and what follows. */
export interface Silence {
  readonly until: number;
  readonly then: 'ask' | 'fail';
}

/** Undefined while its member works, or cannot be asked. */
export function silenceOf({ since, askedAt }: Extract<MissionState, { readonly state: 'working' }>, seat: MissionSeat | undefined): Silence | undefined {
  if (seat?.state !== 'free') return undefined;
  const restUntil = Math.max(seat.since, since) + restMs;
  return askedAt === undefined ? { until: restUntil, then: 'ask' } : { until: Math.max(askedAt + answerMs, restUntil), then: 'fail' };
}
