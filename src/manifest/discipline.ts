import { durationMs } from '../util/duration.ts';
import type { WrittenCommits, WrittenMerge, WrittenProject } from './written.ts';

/** What is asked of the commits that the members of a project make, and of what they leave uncommitted. */
export interface CommitRules {
  /** How long work may stay uncommitted before its member is told, in milliseconds; for ever when absent. */
  readonly everyMs?: number;
  /** How long after that the runner saves it to a ref of its own, in milliseconds. */
  readonly graceMs: number;
  /** How many files one commit may change. */
  readonly maxFiles?: number;
  /** Whether the project's tests have to succeed at the commit that a branch is at. */
  readonly requireTests: boolean;
  /** A regular expression that the subject of a commit matches. */
  readonly message?: string;
}

/** How one branch gets into another: with a commit that has both as parents, as one new commit, or commit by commit on top. */
export type MergeStrategy = NonNullable<WrittenMerge['strategy']>;

/** Of missions that are accepted, who is first: by the order in which they were added, or in which they were accepted. */
export type MergeOrder = NonNullable<WrittenMerge['order']>;

/** Where the runner merges what is accepted, and what has to hold there. */
export interface MergeRules {
  /** A branch that exists. */
  readonly into: string;
  readonly order: MergeOrder;
  /** A command line that has to succeed on the result before the branch moves. */
  readonly verify?: string;
  /** How long that may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly strategy: MergeStrategy;
}

/** What holds where nothing is said; the schema says the same. */
export const usualDiscipline = { graceMs: 10 * 60_000, order: 'missions', strategy: 'merge', timeoutMs: 30 * 60_000 } as const;

/** What a project says of its branches, with what it leaves out. */
export interface ProjectDiscipline {
  readonly commits?: CommitRules;
  readonly merge?: MergeRules;
  /** What is accepted is tagged. */
  readonly stableTags?: true;
}

export function disciplineOf({ commits, merge, stable_tags: tags }: WrittenProject): ProjectDiscipline {
  const merging = merge === undefined ? undefined : mergeOf(merge);
  return {
    ...(commits === undefined ? {} : { commits: commitsOf(commits) }),
    ...(merging === undefined ? {} : { merge: merging }),
    ...(tags === true ? { stableTags: true } : {}),
  };
}

function commitsOf({ every, grace, max_files: maxFiles, require_tests: requireTests, message }: WrittenCommits): CommitRules {
  const everyMs = durationMs(every ?? '');
  return {
    ...(everyMs === undefined ? {} : { everyMs }),
    graceMs: durationMs(grace ?? '') ?? usualDiscipline.graceMs,
    ...(maxFiles === undefined ? {} : { maxFiles }),
    requireTests: requireTests ?? false,
    ...(message === undefined ? {} : { message }),
  };
}

/** The schema asks for a branch; without one there is nothing to go on with. */
function mergeOf({ into, order, verify, timeout, strategy }: WrittenMerge): MergeRules | undefined {
  if (into === undefined) return undefined;
  return {
    into,
    order: order ?? usualDiscipline.order,
    ...(verify === undefined ? {} : { verify }),
    timeoutMs: durationMs(timeout ?? '') ?? usualDiscipline.timeoutMs,
    strategy: strategy ?? usualDiscipline.strategy,
  };
}
