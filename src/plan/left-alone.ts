import { seatIn } from '../state/address.ts';
import type { Care } from '../state/care.ts';
import type { PaneTag } from '../state/tag.ts';
import type { Step } from './plan.ts';

interface Cared {
  readonly care: Care;
  /** The time now, where what was put off stays put off; absent for a person's own apply. */
  readonly patientAt?: number;
}

/** A person took it over, or it crashed too often to be started again by itself. Undefined where a member is nobody's but the runner's. */
export function whyLeftAlone({ care: { address, hold, quarantine }, patientAt }: Cared, isDown: boolean): string | undefined {
  if (hold !== undefined) return `${hold.because}; coders release ${seatIn(address)} gives it back.`;
  if (quarantine === undefined || patientAt === undefined || !isDown) return undefined;
  return `It is not started again: ${quarantine.because}. coders restart ${seatIn(address)} tries once more.`;
}

/** After a crash it is started with a pause before, the longer the more often it crashed; after a usage limit once that may be over. */
export function pauseOf({ care: { retryAt, crashes }, patientAt }: Cared): Pick<Step, 'waits' | 'impact'> | undefined {
  if (patientAt === undefined || retryAt === undefined || retryAt <= patientAt || retryAt > patientAt + longestMs) return undefined;
  if (crashes.some((at) => at > patientAt)) return undefined; // somebody set the clock back since
  return { impact: 'when-idle', waits: { for: `its next try${crashes.length === 0 ? '' : ` after ${crashes.length} crashes`}, at ${new Date(retryAt).toISOString()}`, then: 'restart' } };
}

/** No pause is as long: a try that far away means that the clock was set back since it was planned. */
const longestMs = 8 * 24 * 3_600_000;

/** A launch that came after the one a person spoke of is not meant. */
export function isAskedToRestart({ restart }: Care, { epoch }: PaneTag): boolean {
  return restart?.epoch === epoch;
}
