import type { Heartbeat } from '../../health/heartbeat.ts';
import type { MemberStatus } from '../../health/member-status.ts';
import type { CpuUsed, MemoryHeld } from '../../state/process-figures.ts';
import { formatDuration } from '../../util/duration.ts';
import { formatMemory } from '../../util/memory.ts';
import { moments } from './moments.ts';

/** `process 4711, heard of 3s ago, holds 412 MB (PSS) in 5 processes, 2.3% of a core since its start`: what is known of a living program. */
export function healthWords({ pid, heartbeat, figures }: MemberStatus, now: number): string {
  const words = [
    `process ${pid}`,
    heartbeat === undefined ? undefined : heartbeatWords(heartbeat, now),
    figures === undefined ? undefined : memoryWords(figures.memory, figures.processes),
    figures?.cpu === undefined ? undefined : cpuWords(figures.cpu),
  ];
  return words.filter((word) => word !== undefined).join(', ');
}

/** Of who should have been heard of by now; undefined of anybody else. */
export function silenceWords({ status, heartbeat }: MemberStatus, now: number): string | undefined {
  return heartbeat?.state === 'unresponsive' && ['starting', 'unknown'].includes(status) ? `unresponsive for ${formatDuration(now - heartbeat.since)}` : undefined;
}

function heartbeatWords(heartbeat: Heartbeat, now: number): string | undefined {
  if (heartbeat.state === 'unresponsive') return `unresponsive: ${heartbeat.lastAt === undefined ? 'never heard of' : `not heard of for ${formatDuration(now - heartbeat.lastAt)}`}`;
  if (heartbeat.lastAt !== undefined) return `heard of ${formatDuration(now - heartbeat.lastAt)} ago`;
  return heartbeat.state === 'responsive' ? 'responsive' : undefined;
}

function memoryWords({ bytes, measure }: MemoryHeld, processes: number): string {
  return `holds ${formatMemory(bytes)} (${measure.toUpperCase()}) in ${processes} ${processes === 1 ? 'process' : 'processes'}`;
}

function cpuWords({ percentOfCore }: CpuUsed): string {
  return `${tenths(percentOfCore)}% of a core since its start`;
}

function tenths(amount: number): number {
  return Math.round(amount * 10) / 10;
}

/** As `schemas/status.schema.json` describes it. What is not known is absent. */
export function healthJson({ pid, status, since, heartbeat, figures }: MemberStatus) {
  return {
    alive: pid !== undefined,
    ...(pid === undefined ? {} : { pid }),
    ...(heartbeat === undefined || heartbeat.state === 'not-known' ? {} : { responsive: heartbeat.state === 'responsive' }),
    ...moments({
      unresponsiveSince: heartbeat?.state === 'unresponsive' ? heartbeat.since : undefined,
      lastHeartbeat: heartbeat?.lastAt,
      idleSince: status === 'idle' ? since : undefined,
    }),
    ...(figures === undefined ? {} : { processes: figures.processes, memory: figures.memory }),
    ...(figures?.cpu === undefined ? {} : { cpu: { percentOfCore: tenths(figures.cpu.percentOfCore), ...moments({ since: figures.cpu.since }) } }),
  };
}
