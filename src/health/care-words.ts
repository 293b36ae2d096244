import type { Care } from '../state/care.ts';
import { formatDuration } from '../util/duration.ts';

/** What the supervisor does about a member beside keeping it: undefined where there is nothing to say. */
export function careWords({ hold, quarantine, park, retryAt, crashes, stuck, handover }: Care, now: number): string | undefined {
  if (hold !== undefined) return `held: ${hold.because}`;
  if (quarantine !== undefined) return `quarantined: ${quarantine.because}`;
  if (park !== undefined) return park.until === undefined ? `parked, until when is not known; tried again in ${formatDuration(Math.max(0, park.wakeAt - now))}` : `parked until ${new Date(park.until).toISOString()}`;
  if (retryAt !== undefined && retryAt > now) return `started again in ${formatDuration(retryAt - now)}${crashes.length === 0 ? '' : `, after ${crashes.length} crashes`}`;
  if (handover !== undefined) return 'asked for a hand-over note, because its context is nearly full';
  if (stuck !== undefined) return stuckWords[stuck.step];
  return undefined;
}

const stuckWords: Readonly<Record<NonNullable<Care['stuck']>['step'], string>> = {
  nudged: 'asked whether it is stuck',
  told: 'its PM was told that it is stuck',
  restarted: 'restarted, because it was stuck',
  'given-up': 'left to a person: nothing helped',
};
