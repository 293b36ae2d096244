import { HostError } from '../host-error.ts';

/** What a failing disk or database says, by the part of its words that names it, and what to do. */
const hints: readonly [pattern: RegExp, hint: string][] = [
  [/SQLITE_FULL|database or disk is full|ENOSPC/, 'The disk is full: make room, then run the same command again. Nothing that was acknowledged is lost.'],
  [/readonly|EROFS|EACCES|EPERM|unable to open database file/, 'Make the state directory writable, or name another with CODERS_STATE_DIR.'],
  [/SQLITE_BUSY|database is locked/, 'Another coders process holds the store for long: see what runs, then try again.'],
  [/SQLITE_CORRUPT|malformed|not a database/, 'The store is damaged: move the file away; the next apply finds live windows by their own tags.'],
];

/** Runs `work` on the store in `file`; whatever fails comes out as a HostError with a hint. */
export function storeFailure<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof HostError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    const code = (error as { code?: unknown }).code;
    const hint = hints.find(([pattern]) => pattern.test(`${String(code)} ${words}`))?.[1];
    throw new HostError({
      tool: 'store',
      command: ['open', file],
      message: `The store ${file} fails: ${words}.`,
      stderr: '',
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
