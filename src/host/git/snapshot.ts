import { withCandidIndex, type CandidIndex } from './candid-index.ts';
import type { Checkout } from './checkout.ts';
import { obstacleTo } from './obstacle.ts';
import { refusal, runGit } from './run-git.ts';
import { readStatus } from './status.ts';

/** All that a checkout holds and git can keep, as ids of objects that are in the repository now. */
export interface Snapshot {
  /** The commit it is on; undefined when there never was one. */
  readonly head?: string;
  readonly headTree?: string;
  /** The working tree, untracked files included, ignored ones not. */
  readonly tree: string;
  /** What is staged. */
  readonly stagedTree: string;
}

/**
 * Writes what a checkout holds into the object store, through an index of our own: the agent's index, files, branch
 * and reflog stay as they are. Contents pass the filters that a commit would apply. Throws a HostError where
 * something could not be kept.
 */
export async function takeSnapshot(checkout: Checkout): Promise<Snapshot> {
  return withCandidIndex(checkout, async (index) => {
    const obstacle = await obstacleTo(checkout, await readStatus(index), index);
    if (obstacle !== undefined) throw refusal(['stash', 'create'], obstacle);
    const stagedTree = await writeTree(index);
    await index.git(['add', '--all']);
    const tree = await writeTree(index);
    const { head, path } = checkout;
    return { tree, stagedTree, ...(head === undefined ? {} : { head, headTree: await treeOf(path, head) }) };
  });
}

async function writeTree({ git }: CandidIndex): Promise<string> {
  return (await git(['write-tree'])).stdout.trim();
}

async function treeOf(path: string, commit: string): Promise<string> {
  return (await runGit(path, ['rev-parse', '--verify', `${commit}^{tree}`])).stdout.trim();
}

/** Whether the commit it is on holds everything. */
export function isClean({ tree, stagedTree, headTree }: Snapshot): boolean {
  return tree === headTree && stagedTree === headTree;
}
