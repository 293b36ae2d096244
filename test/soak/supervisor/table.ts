import type { PostAccount } from './post.ts';

/** All that a soak of the supervisor has found. */
export interface Findings {
  readonly seed: number;
  readonly seconds: number;
  /** How long after each fault the team was as it should be, in milliseconds, by the fault's name. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  readonly work: number;
  readonly workLost: readonly string[];
  readonly shrunk: readonly string[];
  readonly doubles: readonly string[];
  readonly endedLate: number;
  readonly post: PostAccount;
}

/** The findings as a person reads them. */
export function supervisorTable({ seed, seconds, times, work, workLost, shrunk, doubles, endedLate, post }: Findings): string {
  const all = [...times.values()].flat();
  const heading = `  ${'fault'.padEnd(50)} ${['times', 'median', '99 in 100', 'worst'].map((word) => word.padStart(10)).join('')}`;
  const rows = [...times].sort(([a], [b]) => a.localeCompare(b)).map(([name, list]) => rowOf(name, list));
  const counts: readonly (readonly [string, number])[] = [
    ['messages', Object.values(post.states).reduce((sum, count) => sum + count, 0)], ...Object.entries(post.states).map(([state, count]) => [`  ${state}`, count] as const),
    ['pieces of work', work], ['agents that ended late', endedLate], ['members seen TWICE', doubles.length], ['acknowledged messages LOST', post.lost.length], ['messages DOUBLED', post.doubled.length],
    ['messages arrived though FAILED', post.arrivedThoughFailed.length], ['pieces of work LOST', workLost.length], ['conversations that SHRANK', shrunk.length],
  ];
  return [`Soak of the supervisor, CODERS_TEST_SEED=${seed}, ${all.length} faults in ${seconds.toFixed(0)} s, and from each until all is well again, in ms`,
    heading, ...rows, rowOf('all', all), ...counts.map(([name, count]) => `  ${name.padEnd(50)} ${String(count).padStart(10)}`)].join('\n');
}

function rowOf(name: string, times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `  ${name.padEnd(50)} ${[sorted.length, at(0.5), at(0.99), at(1)].map((value) => String(value).padStart(10)).join('')}`;
}
