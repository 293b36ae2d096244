const ends: (() => void | Promise<void>)[] = [];

/**
 * At the top of a module: what it does after each file of tests, once that file's own hooks are done. What was imported last is
 * ended first. A hook of vitest would be one of the file that imported the module first, in a process that several files share.
 */
export function atEndOfFile(end: () => void | Promise<void>): void {
  ends.push(end);
}

/** One that fails keeps none from its turn. */
export async function endAll(): Promise<void> {
  const failures: unknown[] = [];
  for (const end of ends.toReversed()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures, failures.join('\n'));
}
