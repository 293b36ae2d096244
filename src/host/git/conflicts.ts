import { HostError } from '../host-error.ts';
import { refusal, runGit } from './run-git.ts';

/** What one side did to a path since the two parted. */
export interface Touched {
  readonly path: string;
  readonly removed: boolean;
}

/** Paths that differ between where two histories parted and the end of the second. A file that moved is one removed and one added. */
export async function touchedSince(repository: string, base: string, head: string): Promise<readonly Touched[]> {
  const { stdout } = await runGit(repository, ['diff', '--name-status', '--no-renames', '--no-ext-diff', '-z', `${base}...${head}`, '--']);
  const words = stdout.split('\0');
  return Array.from({ length: Math.floor(words.length / 2) }, (_, index) => ({ path: words[2 * index + 1] ?? '', removed: words[2 * index] === 'D' }));
}

/** Paths that a merge of two commits could not decide; none where it goes through. Nothing is merged. Throws a HostError where git is older than 2.38. */
export async function conflictsBetween(repository: string, one: string, other: string): Promise<readonly string[]> {
  const argv = ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', one, other];
  try {
    const { stdout, exitCode } = await runGit(repository, argv, { accepted: [0, 1] });
    return exitCode === 0 ? [] : stdout.split('\0').slice(1).filter((name) => name !== '');
  } catch (error) {
    if (error instanceof HostError && /usage: git merge-tree|unknown option/.test(error.stderr)) throw refusal(argv, 'This git can not try a merge without a checkout.', 'Git can from version 2.38 on.');
    throw error;
  }
}
