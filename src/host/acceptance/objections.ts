import { quote, together } from '../../diagnostics/words.ts';
import type { Acceptance } from '../../manifest/mission.ts';
import { changedSince, countCommits, uncommittedIn, untrackedIn } from '../git/changes-since.ts';

/** What is looked at. */
export interface Sight {
  readonly acceptance: Acceptance;
  readonly directory: string;
  /** Where commits are counted from; from the first one when absent. */
  readonly base?: string;
  /** What the folder is to be on; whatever it is on when absent. */
  readonly commit?: string;
}

/** How many files are named. */
const most = 3;

/** What agents' tools, and this one, keep in a checkout for themselves is no part of the work. */
const ofTools: readonly string[] = ['.claude', '.codex', '.gemini', '.opencode', '.coders'];

type Objection = (sight: Sight, head: string) => Promise<readonly string[]>;

/** What speaks against the work before any command runs, each as sentences for the agent that is to do better. */
const objections: readonly Objection[] = [
  async ({ commit }, head) =>
    commit === undefined || commit === head ? [] : [`HEAD is at ${short(head)}, and the mission was called done at ${short(commit)}: call it done again, and leave the branch alone from then on.`],
  async ({ directory }) => {
    const files = await uncommittedIn(directory);
    return files.length === 0 ? [] : [`${some(files)} ${files.length === 1 ? 'is' : 'are'} changed and not committed.`];
  },
  // A command would find it here, and whoever builds on the commit would not.
  async ({ directory }) => {
    const files = (await untrackedIn(directory)).filter((path) => !ofTools.includes(path.split('/')[0] ?? ''));
    return files.length === 0 ? [] : [`${some(files)} ${files.length === 1 ? 'is' : 'are'} new and not committed: commit ${files.length === 1 ? 'it' : 'them'}, or have git ignore ${files.length === 1 ? 'it' : 'them'}.`];
  },
  async ({ acceptance: { commits }, directory, base }) => {
    const count = commits === 0 ? 0 : await countCommits(directory, base);
    return count >= commits ? [] : [`The branch has ${count} ${count === 1 ? 'commit' : 'commits'}${since(base)}, and at least ${commits} ${commits === 1 ? 'is' : 'are'} asked for.`];
  },
  async ({ acceptance: { files }, directory, base }) => {
    const changed = await Promise.all(files.map((pattern) => changedSince(directory, pattern, base)));
    return files.filter((_, index) => changed[index]?.length === 0).map((pattern) => `No file that matches ${quote(pattern)} is changed in a commit${since(base)}.`);
  },
];

/** All that speaks against the work, as sentences; empty where nothing does. `head` is what the folder is on. Throws a HostError where git can not tell. */
export async function objectionsTo(sight: Sight, head: string | undefined): Promise<readonly string[]> {
  const { acceptance: { commits, files }, commit, directory } = sight;
  if (head !== undefined) return (await Promise.all(objections.map((objection) => objection(sight, head)))).flat();
  const asksForOne = commits > 0 || files.length > 0 || commit !== undefined;
  return asksForOne ? [`There is no commit in ${directory}, and commits are looked at: commit the work there.`] : [];
}

export function short(commit: string): string {
  return commit.slice(0, 10);
}

function since(base: string | undefined): string {
  return base === undefined ? '' : ` since ${short(base)}`;
}

function some(paths: readonly string[]): string {
  const more = paths.length - most;
  return together(more > 0 ? [...paths.slice(0, most), `${more} more`] : paths);
}
