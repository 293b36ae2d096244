/** One of those compared. */
export interface Contestant {
  readonly name: string;
  /** Makes ready, untimed; what it returns is timed. */
  prepare(): Attempt;
}

export interface Attempt {
  run(): void;
  /** Cleans up, untimed. */
  finish?(): void;
}

/** One whose work is waited for. */
export interface AwaitedContestant {
  readonly name: string;
  prepare(): Promise<AwaitedAttempt>;
}

export interface AwaitedAttempt {
  run(): Promise<void>;
  finish(): Promise<void>;
}

export interface Result {
  readonly name: string;
  /** Milliseconds, in the order measured. */
  readonly samples: readonly number[];
}

/** Measures side by side, A B A B …, after one unmeasured round: what disturbs the machine disturbs all alike. */
export function race(contestants: readonly Contestant[], runs: number): Result[] {
  const results = contestants.map(({ name }) => ({ name, samples: [] as number[] }));
  for (let round = 0; round <= runs; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const milliseconds = timed(contestant.prepare());
      if (round > 0) results[index]!.samples.push(milliseconds);
    }
  }
  return results;
}

/** The same for work that is waited for. */
export async function raceAwaited(contestants: readonly AwaitedContestant[], runs: number): Promise<Result[]> {
  const results = contestants.map(({ name }) => ({ name, samples: [] as number[] }));
  for (let round = 0; round <= runs; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const milliseconds = await timedAwaited(await contestant.prepare());
      if (round > 0) results[index]!.samples.push(milliseconds);
    }
  }
  return results;
}

async function timedAwaited(attempt: AwaitedAttempt): Promise<number> {
  try {
    const start = performance.now();
    await attempt.run();
    return performance.now() - start;
  } finally {
    await attempt.finish();
  }
}

function timed(attempt: Attempt): number {
  try {
    const start = performance.now();
    attempt.run();
    return performance.now() - start;
  } finally {
    attempt.finish?.();
  }
}

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** The median of the one so named. Throws when none is. */
export function medianOf(results: readonly Result[], name: string): number {
  const result = results.find((one) => one.name === name);
  if (result === undefined) throw new Error(`nothing called "${name}" was measured`);
  return median(result.samples);
}

/** What so large a share of them is at most. */
export function share(times: readonly number[], part: number): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * part) - 1]!;
}
