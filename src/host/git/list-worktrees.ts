import { HostError } from '../host-error.ts';
import { runGit } from './run-git.ts';

/** One entry of `git worktree list`; the main work tree, or the bare repository, comes first. */
export interface ListedWorktree {
  /** As git writes it: symbolic links resolved. */
  readonly path: string;
  readonly bare: boolean;
  /** Undefined while its branch has no commit. */
  readonly head?: string;
  /** Short name; undefined when HEAD is detached. */
  readonly branch?: string;
  /** Why it is locked; empty when no reason was given. */
  readonly locked?: string;
}

/** What git writes as the reason while `git worktree add` is at work, and leaves when that is killed. */
export const unfinished = 'initializing';

const usageError = 129;

/** Another git made or removed a worktree while this one read the list: what it was about to read was gone, or empty as yet, which is no error of the system's. */
const changedMeanwhile = /failed to read '?[^'\n]*'?: (?:No such file or directory|Success|Undefined error: 0)/;

/** The worktrees of a repository. Reads only. */
export async function listWorktrees(repository: string, moreTries = 3): Promise<readonly ListedWorktree[]> {
  try {
    return await readList(repository);
  } catch (error) {
    if (!(error instanceof HostError) || !changedMeanwhile.test(error.stderr) || moreTries === 0) throw error;
    return listWorktrees(repository, moreTries - 1);
  }
}

async function readList(repository: string): Promise<readonly ListedWorktree[]> {
  const argv = ['worktree', 'list', '--porcelain'];
  const { stdout, exitCode } = await runGit(repository, [...argv, '-z'], { accepted: [0, usageError] });
  if (exitCode === 0) return parseWorktrees(stdout);
  // Before git 2.36 there is no -z, and a line end in a path can not be told from the end of a line.
  return parseWorktrees((await runGit(repository, argv)).stdout.replaceAll('\n', '\0'));
}

/** Reads `git worktree list --porcelain -z`: attributes end in NUL, entries in one more. */
export function parseWorktrees(text: string): ListedWorktree[] {
  return text.split('\0\0').filter((entry) => entry !== '').map(parseEntry);
}

function parseEntry(entry: string): ListedWorktree {
  const attributes = new Map(entry.split('\0').map((line) => splitAt(line, line.indexOf(' '))));
  const head = attributes.get('HEAD');
  const branch = attributes.get('branch');
  const locked = attributes.get('locked');
  return {
    path: attributes.get('worktree') ?? '',
    bare: attributes.has('bare'),
    ...(head === undefined || /^0+$/.test(head) ? {} : { head }),
    ...(branch === undefined ? {} : { branch: branch.replace(/^refs\/heads\//, '') }),
    ...(locked === undefined ? {} : { locked }),
  };
}

function splitAt(line: string, index: number): [string, string] {
  return index < 0 ? [line, ''] : [line.slice(0, index), line.slice(index + 1)];
}
