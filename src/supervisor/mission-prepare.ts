import type { Merged } from '../host/git/merge-into.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { acceptedRef } from '../missions/accepted-ref.ts';
import type { MissionsWorld } from '../missions/world.ts';
import type { Address } from '../state/address.ts';
import type { DesiredMember } from '../state/desired.ts';
import type { Mission, MissionRecord } from '../state/mission.ts';

/** The worktree of a member that is about to be given a mission. */
export interface Prepared {
  readonly mission: Address;
  /** The commit that it starts from; absent where the member has no repository. */
  readonly base?: string;
  /** Whether it holds the commits that the mission builds on, by commit. */
  readonly contains: ReadonlyMap<string, boolean>;
  /** Why some of them are not there, as a phrase. */
  readonly obstacle?: string;
}

/** Where a mission is prepared. */
export interface Workshop {
  readonly team: string;
  readonly host: Host;
  /** What it builds on may have been made on another host. */
  readonly isShared: boolean;
  /** Any mission of the team, as it comes to be in this pass. */
  readonly find: MissionsWorld['find'];
}

/** The commit at which a mission was accepted, and under what other hosts find it. */
interface Done {
  readonly commit: string;
  readonly ref: string;
}

/** Merges what a mission builds on into the branch of the member that is about to be given it. Throws a HostError when git can not tell what its worktree is on. */
export async function prepare({ mission }: MissionRecord, { address, worktree, settings: { directory } }: DesiredMember, { team, host: { git }, isShared, find }: Workshop): Promise<readonly [Address, Prepared]> {
  const done = mission.after.flatMap((awaited) => {
    const state = find(awaited)?.state;
    return state?.state === 'done' && state.commit !== undefined ? [{ commit: state.commit, ref: acceptedRef(team, awaited) }] : [];
  });
  const toSee = isShared ? reviewedIn(mission, team) : [];
  // Nothing is merged into a directory that may be a person's.
  const merged = worktree === undefined || done.length + toSee.length === 0 ? undefined : await mergedOrWhyNot(directory, { done, toSee, isShared }, git);
  const base = await git.head(directory);
  return [address, { mission: mission.address, ...(base === undefined ? {} : { base }), ...containedAfter(merged, done.map(({ commit }) => commit)) }];
}

/** What a review is about may have been done on another host, and is to be seen here. */
function reviewedIn({ reviews }: Mission, team: string): readonly Done[] {
  return reviews?.commit === undefined ? [] : [{ commit: reviews.commit, ref: acceptedRef(team, reviews.mission) }];
}

/** What stands in git's way in one worktree, as a lock that a killed git left, is its member's matter: all others go on. */
async function mergedOrWhyNot(directory: string, { done, toSee, isShared }: { readonly done: readonly Done[]; readonly toSee: readonly Done[]; readonly isShared: boolean }, git: Host['git']): Promise<Merged | HostError> {
  try {
    if (isShared) for (const { commit, ref } of [...done, ...toSee]) await git.obtain(directory, commit, ref); // what is not to be had, git names when it merges
    return await git.mergeInto(directory, done.map(({ commit }) => commit));
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}

function containedAfter(merged: Merged | HostError | undefined, commits: readonly string[]): Pick<Prepared, 'contains' | 'obstacle'> {
  if (merged === undefined) return { contains: new Map() };
  if (merged instanceof HostError) return { contains: new Map(), obstacle: `${merged.message.split('\n', 1)[0]} Its member is told to merge it first` };
  if (merged.outcome === 'merged') return { contains: new Map(commits.map((commit) => [commit, true])) };
  const files = merged.files.join(', ');
  const why = merged.outcome === 'conflict' ? `conflicts with its branch in ${files}` : `can not be merged over what is not committed in ${files}`;
  const first = commits.indexOf(merged.commit);
  return {
    contains: new Map(commits.map((commit, index) => [commit, index < first])),
    obstacle: `the accepted commit ${merged.commit.slice(0, 10)} ${why}: its member is told to merge it first`,
  };
}
