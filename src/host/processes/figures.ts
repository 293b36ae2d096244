import type { MemoryHeld, ProcessFigures } from '../../state/process-figures.ts';
import { countProcesses, pssBytes, type ProcessCount } from './counts.ts';
import { isLinuxProcess } from './process-table.ts';

/** One pane's processes, and which of them is its program. */
export interface ProcessTree {
  readonly pids: readonly number[];
  readonly program: number;
}

export interface FiguresRequest {
  readonly now: number;
  /** What is shared is told apart only of trees that seem to hold more: it is dear to ask. */
  readonly exactAboveBytes: number;
}

/** What a tree of processes takes; undefined where none of them runs any more. */
export async function figuresOf({ pids, program }: ProcessTree, { now, exactAboveBytes }: FiguresRequest): Promise<ProcessFigures | undefined> {
  const counts = await countProcesses(pids);
  if (counts.size === 0) return undefined;
  const all = [...counts.values()];
  const rssBytes = sum(all.map((count) => count.rssBytes));
  const age = counts.get(program)?.ageMs;
  return {
    processes: counts.size,
    memory: (rssBytes > exactAboveBytes ? exactly(counts) : undefined) ?? { bytes: rssBytes, measure: 'rss' },
    ...(age === undefined || age <= 0 ? {} : { cpu: { percentOfCore: (sum(all.map(({ cpuMs }) => cpuMs)) / age) * 100, since: Math.round(now - age) } }),
  };
}

/** Undefined where the system does not tell it of each that still runs: two measures make no sum. */
function exactly(counts: ReadonlyMap<number, ProcessCount>): MemoryHeld | undefined {
  const parts = [...counts].map(([pid, { rssBytes }]) => (rssBytes === 0 ? 0 : (pssBytes(pid) ?? (isLinuxProcess(pid) ? undefined : 0))));
  return parts.some((part) => part === undefined) ? undefined : { bytes: sum(parts.map((part) => part ?? 0)), measure: 'pss' };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
