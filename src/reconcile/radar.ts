import { availableParallelism } from 'node:os';
import { encounters, type LiveBranch } from '../discipline/radar.ts';
import type { Host } from '../host/host.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { ObservedRepository, WorktreeRecord } from '../state/observed.ts';

/** What is known of a repository that several members work in. */
export interface RadarView {
  readonly repository: string;
  /** The branch that theirs are to get into, and meet first. */
  readonly trunk: string;
  readonly branches: readonly string[];
  readonly meetings: readonly Meeting[];
}

/** Two branches of which a merge would fail now, or that only change the same files so far. */
export interface Meeting {
  readonly one: string;
  readonly other: string;
  readonly state: 'conflict' | 'overlap';
  /** Of a conflict, those that git can not decide; else those that both change. */
  readonly files: readonly string[];
  /** Of these, what is in no commit yet, and so in no merge. */
  readonly uncommitted: readonly string[];
}

type Git = Host['git'];

interface Branch extends LiveBranch {
  readonly head: string;
}

/** Tries every merge that could fail, without a checkout. Throws a HostError where git is too old for that. */
export async function observeRadar({ name, kept }: { readonly name: string; readonly kept: KeptTeam | undefined }, { git, store }: Host): Promise<readonly RadarView[]> {
  const records = store.worktrees(name);
  const views = await Promise.all([...new Set(records.map(({ repository }) => repository))].map(async (repository) => {
    const seen = await git.observe(repository, []);
    const trunk = seen.state === 'usable' ? trunkOf({ kept, records, seen, repository }) : undefined;
    return seen.state !== 'usable' || trunk === undefined ? [] : [await radarOf({ repository, trunk: trunk.name, from: trunk.head }, branchesIn(seen, records), git)];
  }));
  return views.flat();
}

interface Seen {
  readonly kept: KeptTeam | undefined;
  readonly records: readonly WorktreeRecord[];
  readonly seen: Extract<ObservedRepository, { readonly state: 'usable' }>;
  readonly repository: string;
}

/** Where accepted work is merged, or else where the branches began, or else what the repository is on. */
function trunkOf({ kept, records, seen, repository }: Seen): { readonly name: string; readonly head: string } | undefined {
  const into = kept?.desired.disciplines?.find((one) => one.repository === repository)?.merge?.into;
  const base = records.find((record) => record.repository === repository && record.base !== undefined)?.base;
  return [into, base, seen.currentBranch].flatMap((name) => {
    const head = name === undefined ? undefined : seen.refs.get(`refs/heads/${name}`);
    return name === undefined || head === undefined ? [] : [{ name, head }];
  })[0];
}

interface Tree {
  readonly name: string;
  readonly path: string;
  readonly head: string;
}

function branchesIn({ worktrees }: Seen['seen'], records: readonly WorktreeRecord[]): readonly Tree[] {
  return worktrees.flatMap(({ path, head, branch, gone }) => (gone || head === undefined || branch === undefined || !records.some((record) => record.path === path) ? [] : [{ name: branch, path, head }]));
}

async function radarOf({ repository, trunk, from }: { readonly repository: string; readonly trunk: string; readonly from: string }, trees: readonly Tree[], git: Git): Promise<RadarView> {
  const { default: Queue } = await import('p-queue');
  const queue = new Queue({ concurrency: availableParallelism() });
  const branches = await queue.addAll(trees.map((tree) => () => lookAt(tree, { repository, from }, git)));
  const heads = new Map([[trunk, from], ...branches.map(({ name, head }) => [name, head] as const)]);
  const close = encounters(branches);
  const toTrunk = branches.filter(({ touched }) => touched.length > 0).map(({ name }) => ({ one: name, other: trunk, files: [] as readonly string[], isClose: true }));
  const uncommitted = new Map(branches.map((branch) => [branch.name, new Set(branch.uncommitted)]));
  const meetings = await queue.addAll([...toTrunk, ...close].map(({ one, other, files }) => async (): Promise<readonly Meeting[]> => {
    const conflicts = await git.conflictsBetween(repository, heads.get(one)!, heads.get(other)!);
    const met = conflicts.length > 0 ? conflicts : files;
    const loose = files.filter((path) => uncommitted.get(one)?.has(path) === true || uncommitted.get(other)?.has(path) === true);
    return met.length === 0 ? [] : [{ one, other, state: conflicts.length > 0 ? 'conflict' : 'overlap', files: met, uncommitted: loose }];
  }));
  return { repository, trunk, branches: branches.map(({ name }) => name), meetings: meetings.flat().toSorted((a, b) => rank(a) - rank(b)) };
}

function rank({ state }: Meeting): number {
  return state === 'conflict' ? 0 : 1;
}

async function lookAt({ name, path, head }: Tree, { repository, from }: { readonly repository: string; readonly from: string }, git: Git): Promise<Branch> {
  const [touched, changed, untracked] = await Promise.all([git.touchedSince(repository, from, head), git.uncommitted(path), git.untracked(path)]);
  return { name, head, touched, uncommitted: [...changed, ...untracked.filter((one) => !one.endsWith('/'))] };
}
