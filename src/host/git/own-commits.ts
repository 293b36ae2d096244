import { commitOf } from './branches.ts';
import { runGit } from './run-git.ts';

/** A commit, as far as rules on commits go. */
export interface BranchCommit {
  readonly id: string;
  readonly subject: string;
  readonly files: number;
}

/** A commit with many parents takes over what others did: it is not judged. So many at most are looked at, the latest. */
const most = 100;
const mark = '\u0001';

/** Commits after one, up to another and with it. */
export interface CommitRange {
  readonly since: string;
  readonly until: string;
}

/** What was committed to a branch and is on no other branch, oldest first; merges left out. */
export async function ownCommits(path: string, branch: string | undefined, { since, until }: CommitRange): Promise<readonly BranchCommit[]> {
  const others = branch === undefined ? [] : ['--not', `--exclude=${branch}`, '--branches', '--remotes'];
  const argv = ['log', `--max-count=${most}`, '--no-merges', '--no-show-signature', '--no-color', '--no-renames', '--no-ext-diff', '--name-only', '-z', `--format=${mark}%H %s`, until, `^${since}`, ...others, '--'];
  if ((await commitOf(path, since)) === undefined) return []; // gone with a history that was rewritten
  const { stdout } = await runGit(path, argv);
  return stdout.split(mark).slice(1).map(readCommit).reverse();
}

function readCommit(text: string): BranchCommit {
  const [head = '', ...names] = text.split('\0');
  return { id: head.slice(0, head.indexOf(' ')), subject: head.slice(head.indexOf(' ') + 1), files: names.map((name) => name.trim()).filter((name) => name !== '').length };
}

/** What came of a range of commits. */
export interface Change {
  /** Newest first, as `1a2b3c4 Subject`. */
  readonly commits: readonly string[];
  readonly files: readonly ChangedFile[];
}

/** Lines are absent for what is no text. */
export interface ChangedFile {
  readonly path: string;
  readonly added?: number;
  readonly removed?: number;
}

/** The commits after `base` up to `commit`, and what they change together. Undefined where the repository has one of the two no more. */
export async function changeBetween(repository: string, base: string, commit: string): Promise<Change | undefined> {
  const ends = await Promise.all([base, commit].map((end) => commitOf(repository, end)));
  if (ends.includes(undefined)) return undefined;
  const log = await runGit(repository, ['log', '--no-show-signature', '--no-color', '--format=%h %s', `${base}..${commit}`, '--']);
  const { stdout } = await runGit(repository, ['diff', '--numstat', '--no-renames', '--no-ext-diff', '-z', `${base}...${commit}`, '--']);
  return { commits: lines(log.stdout, '\n'), files: lines(stdout, '\0').map(readFile) };
}

function readFile(row: string): ChangedFile {
  const [added = '', removed = '', ...path] = row.split('\t');
  return { path: path.join('\t'), ...(added === '-' ? {} : { added: Number(added), removed: Number(removed) }) };
}

function lines(text: string, end: string): readonly string[] {
  return text.split(end).filter((line) => line !== '');
}
