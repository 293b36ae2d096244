import { isRetried } from '../../health/care-words.ts';
import type { Care } from '../../state/care.ts';
import { moments } from './moments.ts';

/** How the supervisor cares for a member, as `schemas/status.schema.json` describes it: what is so now, and not what was. */
export function careJson(care: Care, { now, epoch }: { readonly now: number; readonly epoch: number | undefined }) {
  const { hold, quarantine, park, retryAt, crashes, restart, handover, stuck, memory } = care;
  return {
    ...(hold === undefined ? {} : { held: setAside(hold) }),
    ...(quarantine === undefined ? {} : { quarantined: setAside(quarantine) }),
    ...(park === undefined ? {} : { parked: { account: park.account, ...moments({ since: park.since, until: park.until, wakeAt: park.wakeAt }) } }),
    ...(isRetried(care, now) ? { ...moments({ retryAt }), crashes: crashes.length } : {}),
    ...(restart === undefined || restart.epoch !== epoch ? {} : { toRestart: { because: restart.because, fresh: restart.fresh } }),
    ...(handover === undefined || handover.epoch !== epoch ? {} : moments({ handoverAskedAt: handover.at })),
    ...(stuck === undefined || (stuck.epoch !== epoch && stuck.step !== 'restarted') ? {} : { helped: { step: stuck.step, ...moments({ at: stuck.at }) } }),
    ...(memory === undefined || memory.epoch !== epoch ? {} : { overMemoryLimit: { leftToAPerson: memory.step === 'left', ...moments({ since: memory.since }) } }),
  };
}

function setAside({ because, at }: NonNullable<Care['hold']>) {
  return { because, ...moments({ at }) };
}
