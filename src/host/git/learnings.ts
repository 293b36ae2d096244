import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitOf } from './branches.ts';
import { createWorktree } from './create-worktree.ts';
import { identity } from './identity.ts';
import { unlessAbsent } from './paths.ts';
import { runGit } from './run-git.ts';

/** What is learned, and where it is kept: a worktree of the runner's own, on a branch of its own. */
export interface Learning {
  readonly repository: string;
  readonly path: string;
  readonly branch: string;
  /** Lines of Markdown, without the file's heading. */
  readonly entry: string;
  /** What the file begins with, where it is new. */
  readonly heading: string;
  /** The commit's first line. */
  readonly title: string;
}

/** The file that a team's learnings are in. */
export const learningsFile = 'LEARNINGS.md';

/** Where a team's learnings are kept in a repository. */
export function learningsCheckout(repository: string, team: string): Pick<Learning, 'branch' | 'path'> {
  return { branch: `coders/${team}/learnings`, path: join(repository, '.coders', 'learnings', team) };
}

/** See `Git.learn`. What a runner that was killed had written already is committed with the next. */
export async function learn({ repository, path, branch, entry, heading, title }: Learning): Promise<string> {
  await ensureBranch(repository, branch, heading);
  await createWorktree({ repository, path, branch, from: { existingBranch: true } });
  const file = join(path, learningsFile);
  const before = (await unlessAbsent(() => readFile(file, 'utf8'))) ?? heading;
  if (!before.includes(entry)) {
    await mkdir(path, { recursive: true });
    await appendFile(file, entry);
  }
  await runGit(path, ['add', '--', learningsFile]);
  const plainly = ['--quiet', '--no-verify', '--no-gpg-sign', '--allow-empty', '--only'];
  await runGit(path, ['commit', ...plainly, '-m', title, '--', learningsFile], { env: await identity(path), settings: ['core.fsync=committed,reference'] });
  return (await runGit(path, ['rev-parse', '--verify', 'HEAD^{commit}'])).stdout.trim();
}

/** The branch has nothing but that file, and no commit of the repository's: a checkout of it is small, and it is merged into nothing by mistake. */
async function ensureBranch(repository: string, branch: string, heading: string): Promise<void> {
  if ((await commitOf(repository, `refs/heads/${branch}`)) !== undefined) return;
  const blob = (await runGit(repository, ['hash-object', '-w', '--stdin'], { input: heading })).stdout.trim();
  const tree = (await runGit(repository, ['mktree'], { input: `100644 blob ${blob}\t${learningsFile}\n` })).stdout.trim();
  const { stdout } = await runGit(repository, ['commit-tree', tree, '-m', 'Begin what the team learns'], { env: await identity(repository) });
  const mustNotExist = '';
  await runGit(repository, ['update-ref', `refs/heads/${branch}`, stdout.trim(), mustNotExist]);
}
