/** What is awaited, for the failure's sentence, and for how many milliseconds at most (a minute by default: of what is there at once nothing is lost, and a busy machine stands still for long). */
export interface Patience {
  readonly what: string;
  readonly timeout?: number;
}

/** Between two looks at least; and as long as the look took, some times: looks that start programs would leave too little of the machine to what is waited for. */
const pause = { leastMs: 20, looks: 3 };

/**
 * Looks again and again until `condition` gives something truthy, and returns that.
 * The only place in the tests that lets time pass. A condition that throws fails at once: return undefined for "not yet".
 */
export async function waitUntil<Found>(condition: () => Found | Promise<Found>, patience: Patience): Promise<NonNullable<Found>> {
  const timeout = patience.timeout ?? 60_000;
  const deadline = performance.now() + timeout;
  for (;;) {
    const begun = performance.now();
    const found = await condition();
    if (found) return found;
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeout} ms for ${patience.what}; the last look gave ${JSON.stringify(found)}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(pause.leastMs, pause.looks * (performance.now() - begun))));
  }
}
