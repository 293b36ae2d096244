import { memoryBytes } from '../util/memory.ts';
import type { TeamLimits } from './manifest.ts';
import type { Rate } from './reaction.ts';
import type { WrittenManifest } from './written.ts';

/** The caps on a team, spelled out. */
export function limitsOf({ agents, spawn_rate: rate = '', memory = '' }: NonNullable<WrittenManifest['limits']>): TeamLimits {
  const spawnRate = rateOf(rate);
  const bytes = memoryBytes(memory);
  return {
    ...(agents === undefined ? {} : { agents }),
    ...(spawnRate === undefined ? {} : { spawnRate }),
    ...(bytes === undefined ? {} : { memoryBytes: bytes }),
  };
}

const unitsMs: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000 };

/** `4/min`; undefined for a text that is no rate. */
export function rateOf(text: string): Rate | undefined {
  const [, count, unit = ''] = /^([1-9]\d*)\/(s|min|h)$/.exec(text) ?? [];
  const everyMs = unitsMs[unit];
  return everyMs === undefined ? undefined : { count: Number(count), everyMs };
}
