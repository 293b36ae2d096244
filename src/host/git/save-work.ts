import { checkoutAt, type Checkout } from './checkout.ts';
import { runGit } from './run-git.ts';
import { readSavedWork, unsaved, type SavedWork } from './saved-work.ts';
import { isClean, takeSnapshot, type Snapshot } from './snapshot.ts';

/** Ours, so that saving works where nobody has told git a name, and a reader sees who made the commit. */
const identity = {
  GIT_AUTHOR_NAME: 'coders', GIT_AUTHOR_EMAIL: 'coders@localhost',
  GIT_COMMITTER_NAME: 'coders', GIT_COMMITTER_EMAIL: 'coders@localhost',
};

/** Where a checkout's work is saved, and what is there already. */
interface Target {
  readonly repository: string;
  readonly checkout: Checkout;
  readonly earlier: SavedWork | undefined;
}

/**
 * Saves what a worktree holds to a ref, and gives the commit. The same content again changes nothing; other content
 * takes what the ref held before as a parent, so that a ref never loses anything.
 */
export async function saveWork(repository: string, path: string, ref: string): Promise<{ commit: string }> {
  const checkout = await checkoutAt(repository, path);
  const now = await takeSnapshot(checkout);
  const earlier = await readSavedWork(repository, ref);
  if (earlier !== undefined && (await unsaved(repository, now, earlier)).length === 0) return { commit: earlier.commit };
  const commit = await commitOfSnapshot({ repository, checkout, earlier }, now);
  const mustNotExist = '';
  await runGit(repository, ['update-ref', ref, commit, earlier?.commit ?? mustNotExist], { settings: ['core.fsync=reference'] });
  return { commit };
}

async function commitOfSnapshot(target: Target, now: Snapshot): Promise<string> {
  const { earlier, checkout } = target;
  if (now.head !== undefined && earlier === undefined && isClean(now)) return now.head;
  const head = now.head === undefined ? [] : [now.head];
  const stagedApart = now.stagedTree !== now.tree && now.stagedTree !== now.headTree;
  const staged = stagedApart ? [await writeCommit(target, { tree: now.stagedTree, parents: head, title: `What was staged in ${name(checkout)}` })] : [];
  const before = earlier === undefined ? [] : [earlier.commit];
  return writeCommit(target, { tree: now.tree, parents: [...head, ...staged, ...before], title: `Work saved from ${name(checkout)}` });
}

interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly title: string;
}

async function writeCommit({ repository, checkout }: Target, { tree, parents, title }: NewCommit): Promise<string> {
  const argv = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])];
  const input = `${title}\n\nWorktree: ${JSON.stringify(checkout.path)}\n`;
  const { stdout } = await runGit(repository, argv, { env: identity, input, settings: ['core.fsync=loose-object'] });
  return stdout.trim();
}

function name({ branch }: Checkout): string {
  return branch === undefined ? 'a detached worktree' : `branch ${branch}`;
}
