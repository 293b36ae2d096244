import { durationMs } from '../util/duration.ts';
import { usualCare, type CarePolicy, type RestartPolicy } from './manifest.ts';
import type { WrittenRestart, WrittenSettings } from './written.ts';

/** How the supervisor cares for a member: as it says itself, field by field; else as the defaults say; else as usual. */
export function careOf(own: WrittenSettings, defaults: WrittenSettings = {}): CarePolicy {
  const handoverAt = shareOf(own.context?.handover_at ?? defaults.context?.handover_at);
  return {
    restart: restartOf({ ...spelledOut(defaults.restart), ...spelledOut(own.restart) }),
    stuckAfterMs: durationMs(own.stuck_after ?? defaults.stuck_after ?? '') ?? usualCare.stuckAfterMs,
    heartbeatMs: durationMs(own.heartbeat?.timeout ?? defaults.heartbeat?.timeout ?? '') ?? usualCare.heartbeatMs,
    ...(handoverAt === undefined ? {} : { handoverAt }),
  };
}

/** `2s..10m`; undefined for a text that is no range of pauses. */
export function backoffOf(text: string): RestartPolicy['backoff'] | undefined {
  const [firstMs, mostMs, ...more] = text.split('..').map(durationMs);
  return firstMs === undefined || mostMs === undefined || more.length > 0 ? undefined : { firstMs, mostMs };
}

/** The policy alone is short for a map that has nothing else. */
function spelledOut(restart: WrittenSettings['restart']): WrittenRestart {
  return typeof restart === 'string' ? { policy: restart } : (restart ?? {});
}

function restartOf({ policy, max, window, backoff }: WrittenRestart): RestartPolicy {
  const usual = usualCare.restart;
  return {
    policy: policy ?? usual.policy,
    max: max ?? usual.max,
    windowMs: durationMs(window ?? '') ?? usual.windowMs,
    backoff: backoffOf(backoff ?? '') ?? usual.backoff,
  };
}

/** `85%` or 0.85. */
function shareOf(written: string | number | undefined): number | undefined {
  return typeof written === 'string' ? Number(written.replace('%', '')) / 100 : written;
}
