import { uncommittedIn } from './changes-since.ts';
import { identity } from './identity.ts';
import { readLine } from './paths.ts';
import { refusal, runGit } from './run-git.ts';

/** What became of a merge; whatever was merged before an obstacle stays merged. */
export type Merged =
  /** The work tree holds all commits now; `commit` is what it is on. `added` are those it did not have. */
  | { readonly outcome: 'merged'; readonly commit: string; readonly added: readonly string[] }
  /** Nothing of `commit` is merged: the same files are changed in both, and differently. */
  | { readonly outcome: 'conflict'; readonly commit: string; readonly files: readonly string[] }
  /** Nothing of `commit` is merged: what is not committed would be mixed up with it, or be overwritten. */
  | { readonly outcome: 'unclean'; readonly commit: string; readonly files: readonly string[] };

const title = 'Merge the accepted work of another mission';

/** See `Git.mergeInto`. */
export async function mergeInto(directory: string, commits: readonly string[]): Promise<Merged> {
  await abandonOwn(directory, commits);
  const added: string[] = [];
  for (const commit of commits) {
    if (await isContained(directory, commit)) continue;
    const obstacle = await mergeOne(directory, commit);
    if (obstacle !== undefined) return obstacle;
    added.push(commit);
  }
  const { stdout } = await runGit(directory, ['rev-parse', '--verify', 'HEAD^{commit}']);
  return { outcome: 'merged', commit: stdout.trim(), added };
}

async function isContained(directory: string, commit: string): Promise<boolean> {
  const { exitCode } = await runGit(directory, ['merge-base', '--is-ancestor', commit, 'HEAD'], { accepted: [0, 1] });
  return exitCode === 0;
}

/** Said for each, since a person's settings, and those of the branch, may say otherwise of them all. */
const plainly = ['--quiet', '--commit', '--no-squash', '--ff', '--no-edit', '--no-stat', '--no-log', '--no-autostash', '--no-gpg-sign', '--no-verify-signatures', '--no-rerere-autoupdate'];

async function mergeOne(directory: string, commit: string): Promise<Merged | undefined> {
  const uncommitted = await uncommittedIn(directory);
  if (uncommitted.length > 0) return { outcome: 'unclean', commit, files: uncommitted };
  const argv = ['merge', ...plainly, '-m', title, commit];
  const { exitCode, stderr, stdout } = await runGit(directory, argv, { env: await identity(directory), accepted: [0, 1, 2, 128] });
  if (exitCode === 0) return undefined;
  const conflicts = await conflictsIn(directory);
  if (conflicts.length > 0) {
    await runGit(directory, ['merge', '--abort']);
    return { outcome: 'conflict', commit, files: conflicts };
  }
  const overwritten = inTheWay(stderr);
  if (overwritten.length > 0) return { outcome: 'unclean', commit, files: overwritten };
  throw refusal(argv, `Git can not merge ${commit} into ${directory}: ${(stderr || stdout).trim()}`);
}

async function conflictsIn(directory: string): Promise<readonly string[]> {
  const { stdout } = await runGit(directory, ['diff', '--name-only', '--diff-filter=U', '-z']);
  return stdout.split('\0').filter((name) => name !== '');
}

/** Files that are not tracked and that the merge would write: git names each on a line of its own, indented. */
function inTheWay(stderr: string): readonly string[] {
  return stderr.split('\n').filter((line) => line.startsWith('\t')).map((line) => line.trim());
}

/** A runner that was killed over a conflict left its merge as it was. One that an agent began is the agent's. */
async function abandonOwn(directory: string, commits: readonly string[]): Promise<void> {
  const { stdout } = await runGit(directory, ['rev-parse', '--path-format=absolute', '--git-path', 'MERGE_HEAD', '--git-path', 'MERGE_MSG']);
  const [head = '', message = ''] = stdout.trimEnd().split('\n');
  const [commit, words] = [await readLine(head), await readLine(message)];
  if (commit !== undefined && commits.includes(commit) && words?.startsWith(title)) await runGit(directory, ['merge', '--abort']);
}
