import { copyFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Executed } from '../execute.ts';
import type { Checkout } from './checkout.ts';
import { exists } from './paths.ts';
import { runGit } from './run-git.ts';
import { withTemporaryIndex } from './temporary-index.ts';

/** A copy of a checkout's index that hides nothing, and a git that uses it in place of the agent's own. */
export interface CandidIndex {
  git(argv: readonly string[], input?: string): Promise<Executed>;
  /** Paths that are submodules. */
  readonly submodules: readonly string[];
}

/** What is saved must outlive a power cut that follows the removal of its files. Sparse rules must not keep `add` from a file. */
const settings = ['core.fsync=loose-object,reference', 'core.fsyncMethod=batch', 'core.splitIndex=false', 'core.sparseCheckout=false'];

/**
 * Lends a copy of the index in which files that were told to look unchanged (assume-unchanged, or skip-worktree on a
 * file that exists) are looked at like all others: an agent may have edited them, and nothing else would tell.
 */
export async function withCandidIndex<Result>({ path, record }: Checkout, use: (index: CandidIndex) => Promise<Result>): Promise<Result> {
  return withTemporaryIndex(async (file) => {
    await copyIndex(join(record, 'index'), file);
    const git: CandidIndex['git'] = (argv, input) =>
      runGit(path, argv, { env: { GIT_INDEX_FILE: file }, settings, ...(input === undefined ? {} : { input }) });
    const entries = parseEntries((await git(['ls-files', '-v', '--stage', '-z'])).stdout);
    await unmask(path, entries, git);
    return use({ git, submodules: entries.filter(({ mode }) => mode === '160000').map((entry) => entry.path) });
  });
}

/**
 * Git takes a file as unchanged when its stamp is older than the index; a copy that is younger than the original
 * would hide a change made in the same moment. Rounded down: too old costs a comparison, too young costs a file.
 */
async function copyIndex(source: string, target: string): Promise<void> {
  if (!(await exists(source))) return;
  const { mtimeMs } = await stat(source);
  await copyFile(source, target);
  const seconds = Math.floor(mtimeMs / 1000);
  await utimes(target, seconds, seconds);
}

interface Entry {
  /** `H` ordinary, `S` skip-worktree, lower case when assumed unchanged. */
  readonly tag: string;
  readonly mode: string;
  readonly path: string;
}

function parseEntries(text: string): Entry[] {
  return text.split('\0').filter((line) => line !== '').map((line) => {
    const tab = line.indexOf('\t');
    const [tag = '', mode = ''] = line.slice(0, tab).split(' ');
    return { tag, mode, path: line.slice(tab + 1) };
  });
}

async function unmask(directory: string, entries: readonly Entry[], git: CandidIndex['git']): Promise<void> {
  const assumed = entries.filter(({ tag }) => /[a-z]/.test(tag)).map(({ path }) => path);
  const skipped = entries.filter(({ tag }) => tag.toUpperCase() === 'S').map(({ path }) => path);
  const present = [];
  for (const path of skipped) if (await exists(join(directory, path))) present.push(path);
  await clear('--no-assume-unchanged', assumed, git);
  await clear('--no-skip-worktree', present, git);
}

async function clear(flag: string, paths: readonly string[], git: CandidIndex['git']): Promise<void> {
  if (paths.length > 0) await git(['update-index', flag, '-z', '--stdin'], paths.map((path) => `${path}\0`).join(''));
}
