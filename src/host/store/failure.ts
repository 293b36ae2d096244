import { HostError } from '../host-error.ts';

interface Cause {
  /** What the disk or the database says of it. */
  readonly pattern: RegExp;
  readonly reason: string;
  readonly hint: string;
}

const causes: readonly Cause[] = [
  {
    pattern: /SQLITE_FULL|database or disk is full|ENOSPC/,
    reason: 'the disk is full',
    hint: 'Make room, then run the same command again. Nothing that was acknowledged is lost.',
  },
  {
    pattern: /EEXIST|ENOTDIR/,
    reason: 'a file stands where a folder should be',
    hint: 'Move that file away, or name another state directory with CODERS_STATE_DIR.',
  },
  {
    pattern: /readonly|EROFS|EACCES|EPERM|unable to open (database|connection)/i,
    reason: 'it can not be opened for writing',
    hint: 'Make the state directory writable, or name another with CODERS_STATE_DIR.',
  },
  {
    pattern: /SQLITE_BUSY|database is locked/,
    reason: 'another coders process has held it for long',
    hint: 'See what runs, then try again.',
  },
  {
    pattern: /SQLITE_CORRUPT|malformed|not a database/,
    reason: 'it is damaged',
    hint: 'Move the file away: the next apply finds live windows by their own tags.',
  },
];

/** Runs `work` on the store in `file`; whatever fails comes out as a HostError with a hint. */
export function storeFailure<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof HostError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    const code = (error as { code?: unknown }).code;
    const cause = causes.find(({ pattern }) => pattern.test(`${String(code)} ${words}`));
    throw new HostError({
      tool: 'store',
      command: ['open', file],
      message: cause === undefined ? `The store ${file} fails: ${words}.` : `The store ${file} fails: ${cause.reason}.`,
      stderr: words,
      ...(cause === undefined ? {} : { hint: cause.hint }),
    });
  }
}
