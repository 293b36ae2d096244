import { formatDuration } from '../../util/duration.ts';
import type { Patient, Tend, Tending } from './patient.ts';

/** Of one that works something is known; what is done about its silence, the stuck ladder does. */
const inTheDark: readonly string[] = ['starting', 'unknown'];

/** heard of ──nothing for its heartbeat's time──▶ unresponsive, told once ──a sign──▶ heard of, told once */
export const tendHeartbeat: Tend = (patient, now) => {
  const { care, epoch, status: { status, heartbeat } } = patient;
  const silence = care.silence?.epoch === epoch ? care.silence : undefined;
  if (heartbeat?.state === 'unresponsive' && inTheDark.includes(status)) {
    if (silence !== undefined) return undefined;
    const { since } = heartbeat;
    return { care: { ...care, silence: { epoch, since } }, events: [{ type: 'health', address: care.address, status: 'unresponsive', detail: `nothing was heard of it for ${formatDuration(now - since)}` }], prompts: [] };
  }
  if (care.silence !== undefined && (silence === undefined || heartbeat?.state === 'responsive')) return endSilence(patient, now);
  return awaitSilence(patient, now);
};

/** Of an earlier launch nothing is told any more. */
function endSilence({ care: { silence, ...care }, epoch }: Patient, now: number): Tending {
  if (silence?.epoch !== epoch) return { care, events: [], prompts: [] };
  return { care, events: [{ type: 'health', address: care.address, status: 'responsive', detail: `nothing had been heard of it for ${formatDuration(now - silence.since)}` }], prompts: [] };
}

/** No event tells that nothing comes. */
function awaitSilence({ care, policy: { heartbeatMs }, status: { status, heartbeat, startedAt } }: Patient, now: number): Tending | undefined {
  const from = heartbeat?.lastAt ?? startedAt;
  if (from === undefined || !inTheDark.includes(status)) return undefined;
  const dueAt = from + heartbeatMs + 1;
  return dueAt <= now ? undefined : { care, events: [], prompts: [], nextAt: dueAt };
}
