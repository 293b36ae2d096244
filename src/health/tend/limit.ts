import { worded } from '../../manifest/worded.ts';
import type { Park } from '../../state/care.ts';
import type { Patient, Tend, Tending } from './patient.ts';
import { withoutLadder } from './stuck.ts';

/** Between two members of one account, when its limit has ended. */
const staggerMs = 20_000;

/** How long after a limit of which nobody knows the end it is tried again: doubled with each try. */
const probeMs = { first: 15 * 60_000, most: 2 * 3_600_000 };

/**
 * working ──limit read──▶ parked ──its end was read──▶ woken at that time, one after the other
 *    ▲                      │ unknown ─▶ one member of the account tries, with a growing pause
 *    │                      │ its end is read later ─▶ parked until then
 *    └── it works again ────┴── another member of the account works again ─▶ woken, one after the other
 *
 * A limit is no crash, and nobody is started again for it.
 */
export const tendLimit: Tend = (patient, now) => {
  const { care, status: { status } } = patient;
  const isLimited = status === 'limited';
  if (care.park === undefined) return isLimited ? park(patient, now) : undefined;
  if (status === 'working' || status === 'waiting') return unpark(patient, 'it works again');
  if (isLimited && isNews(care.park, untilOf(patient), now)) return park(patient, now);
  return wakeOrWait(brought(care.park, patient, now), patient, now);
};

function untilOf({ status: { verdict } }: Patient): number | undefined {
  return verdict?.reading.status === 'limited' ? verdict.reading.until : undefined;
}

/** An end that was not known, or that turns out to be a later one when it has come. */
function isNews({ until, wakeAt }: Park, read: number | undefined, now: number): boolean {
  return read !== undefined && read > now && (until === undefined || now >= wakeAt);
}

function park(patient: Patient, now: number): Tending {
  const { care, account, place } = patient;
  const until = untilOf(patient);
  const wakeAt = (until ?? now + probeMs.first) + place * staggerMs;
  return {
    care: { ...withoutLadder(care), park: { account, since: now, wakeAt, probes: 0, ...(until === undefined ? {} : { until }) } },
    events: [{ type: 'parked', address: care.address, account, ...(until === undefined ? {} : { until }) }],
    prompts: [],
    nextAt: wakeAt,
  };
}

/** Where another member of its account works, its own turn comes soon; but once, for its limit may be that of another model. */
function brought(parked: Park, { accountWorks, place }: Patient, now: number): Park {
  const wakeAt = now + place * staggerMs;
  return accountWorks && parked.probes === 0 && wakeAt < parked.wakeAt ? { ...parked, wakeAt } : parked;
}

/** Of those whose limit has no known end, only the first of an account tries: each try may cost. */
function wakeOrWait(parked: Park, patient: Patient, now: number): Tending {
  const { place, accountWorks, status: { status } } = patient;
  if (now < parked.wakeAt) return wait(patient, parked);
  if (parked.until === undefined && place !== 0 && !accountWorks) return wait(patient, { ...parked, wakeAt: now + probeMs.first });
  const prompts = [wakeUp(patient, parked)];
  if (status !== 'limited') return { ...unpark(patient, 'its limit has ended'), prompts };
  const pauseMs = Math.min(probeMs.most, probeMs.first * 2 ** parked.probes);
  const wakeAt = parked.until !== undefined && parked.until > now ? parked.until + place * staggerMs : now + pauseMs;
  return { ...wait(patient, { ...parked, wakeAt, probes: parked.probes + 1 }), prompts };
}

function wait({ care }: Patient, parked: Park): Tending {
  return { care: care.park === parked ? care : { ...care, park: parked }, events: [], prompts: [], nextAt: parked.wakeAt };
}

function unpark({ care: { park: _park, ...care } }: Patient, because: string): Tending {
  return { care, events: [{ type: 'woken', address: care.address, because }], prompts: [] };
}

/** Named after its park: one launch may meet a limit more than once. */
function wakeUp({ care: { address }, prompts }: Patient, { since, probes }: Park): Tending['prompts'][number] {
  return { id: `${wakeUpMark}${address}-${since}-${probes}`, to: address, when: 'idle', text: worded('wake_up', {}, prompts) };
}

const wakeUpMark = 'wake-';

/** Whether a prompt, by its id, is also for one whose tool says that its usage limit is reached: to find out whether it still is. */
export function isWakeUp(id: string): boolean {
  return id.startsWith(wakeUpMark);
}
