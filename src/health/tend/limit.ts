import type { Care, Park } from '../../state/care.ts';
import type { Patient, Tend, Tending } from './patient.ts';

/** Between two members of one account, when its limit has ended. */
const staggerMs = 20_000;

/** How long after a limit of which nobody knows the end it is tried again: doubled with each try. */
const probeMs = { first: 15 * 60_000, most: 2 * 3_600_000 };

/**
 * working ──limit read──▶ parked ──its end was read──▶ woken at that time, one after the other
 *    ▲                      │ unknown ─▶ one member of the account tries, with a growing pause
 *    └── it works again ────┴── another member of the account works again ─▶ woken
 *
 * A limit is no crash, and nobody is started again for it.
 */
export const tendLimit: Tend = (patient, now) => {
  const { care, status: { status } } = patient;
  const isLimited = status === 'limited';
  if (care.park === undefined) return isLimited ? park(patient, now) : undefined;
  if (status === 'working' || status === 'waiting') return unpark(patient, 'it works again');
  if (isLimited || isOver(care.park, patient, now)) return wakeOrWait(care.park, patient, now);
  return { care, events: [], prompts: [], nextAt: care.park.wakeAt };
};

function isOver({ wakeAt }: Park, { accountWorks }: Patient, now: number): boolean {
  return now >= wakeAt || accountWorks;
}

function park({ care, account, place, status: { verdict } }: Patient, now: number): Tending {
  const reading = verdict?.reading;
  const until = reading?.status === 'limited' ? reading.until : undefined;
  const wakeAt = (until ?? now + probeMs.first) + place * staggerMs;
  return {
    care: { ...care, park: { account, since: now, wakeAt, probes: 0, ...(until === undefined ? {} : { until }) } },
    events: [{ type: 'parked', address: care.address, account, ...(until === undefined ? {} : { until }) }],
    prompts: [],
    nextAt: wakeAt,
  };
}

/** Of those whose limit has no known end, only the first of an account tries: each try may cost. */
function wakeOrWait(parked: Park, patient: Patient, now: number): Tending {
  const { care, place, accountWorks, status: { status } } = patient;
  const mayTry = parked.until !== undefined || place === 0 || accountWorks;
  if (!isOver(parked, patient, now)) return { care, events: [], prompts: [], nextAt: parked.wakeAt };
  if (!mayTry) return { care, events: [], prompts: [], nextAt: now + probeMs.first };
  const prompts = [wakeUp(care, patient.epoch, parked.probes)];
  if (status !== 'limited') return { ...unpark(patient, 'its limit has ended'), prompts };
  const wakeAt = now + Math.min(probeMs.most, probeMs.first * 2 ** parked.probes);
  return { care: { ...care, park: { ...parked, wakeAt, probes: parked.probes + 1 } }, events: [], prompts, nextAt: wakeAt };
}

function unpark({ care: { park: _park, ...care } }: Patient, because: string): Tending {
  return { care, events: [{ type: 'woken', address: care.address, because }], prompts: [] };
}

function wakeUp({ address }: Care, epoch: number, probes: number): Tending['prompts'][number] {
  return { id: `wake-${address}-${epoch}-${probes}`, to: address, when: 'idle', evenIfLimited: true, text: 'Your usage limit may have ended. Go on where you stopped.' };
}
