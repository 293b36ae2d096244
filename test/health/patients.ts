import { usualCare } from '../../src/manifest/manifest.ts';
import type { MemberStatus } from '../../src/health/member-status.ts';
import type { Patient } from '../../src/health/tend/patient.ts';
import type { Care } from '../../src/state/care.ts';
import type { Status, Verdict } from '../../src/state/evidence.ts';

export const now = Date.UTC(2030, 0, 1, 3);
export const minuteMs = 60_000;
export const address = 'member/shop/cart';
export const account = 'claude /home/ann';

/** What a test says of a patient; all else is as usual. */
export interface Symptoms extends Partial<Omit<Patient, 'care' | 'status'>> {
  readonly care?: Partial<Care>;
  readonly is?: Status;
  readonly status?: Partial<MemberStatus>;
}

/** A living agent in its second launch, for which there is nothing to be done. */
export function patient({ care = {}, is = 'working', status = {}, ...rest }: Symptoms = {}): Patient {
  return {
    care: { address, crashes: [], ...care },
    status: { member: { address, seat: 'engineer', tool: 'claude', model: 'opus', role: 'coder', directory: '/work' }, status: is, epoch: 2, attended: false, ...status },
    policy: usualCare,
    epoch: 2,
    account,
    place: 0,
    accountWorks: false,
    commits: [],
    ...rest,
  };
}

/** As it is read where a usage limit is reached. */
export function limited(until?: number): Verdict {
  return { reading: { status: 'limited', ...(until === undefined ? {} : { until }) }, evidence: [] };
}
