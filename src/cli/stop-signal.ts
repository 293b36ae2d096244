/** An end that a person or the system asks for, for what would go on for ever. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Gives the signals of the system back to whoever had them. */
  release(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts on SIGINT, SIGTERM and SIGHUP, and once nobody reads what is printed any more. */
export function stopAsked(): Stop {
  const asked = new AbortController();
  const stop = () => asked.abort();
  for (const signal of signals) process.on(signal, stop);
  process.stdout.on('error', stop); // what kind of failure it is, bin.ts judges
  return {
    signal: asked.signal,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
      process.stdout.off('error', stop);
    },
  };
}
