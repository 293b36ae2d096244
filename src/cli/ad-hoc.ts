import { dirname, join } from 'node:path';
import { kind } from '../host/files.ts';
import { claimFile, removeTree } from '../host/own-files.ts';
import type { Store } from '../host/store/store.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { desired } from '../state/desired.ts';
import type { AdHocMember } from './ad-hoc-manifest.ts';
import { UsageError, type Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';
import { load, type OpenTeam } from './open-team.ts';
import { openStoreFor } from './team-world.ts';

/** An ad-hoc member that may still be called whatever is free. */
export type WantedMember = Omit<AdHocMember, 'name'> & { readonly name: string | undefined };

/**
 * Writes the manifest of an ad-hoc member, valid as any other. Without a name it is the first of `claude`, `claude-2`, …
 * that is free. Whose manifest it is, is told by who wrote the file first. Throws a UsageError for a name that is taken.
 */
export async function writeAdHocTeam({ name, ...member }: WantedMember, invocation: Invocation): Promise<OpenTeam> {
  for (let count = 1; ; count += 1) {
    const team = await openAdHocTeam({ ...member, name: name ?? (count === 1 ? member.tool : `${member.tool}-${count}`) }, invocation);
    const left = leftBranch(team, invocation);
    if (left === undefined && claimFile(team.manifest.file, team.text)) return team;
    if (name !== undefined) throw taken(name, team, left);
  }
}

function taken(name: string, { manifest: { team } }: OpenTeam, left: string | undefined): UsageError {
  if (left === undefined) return new UsageError(`A member "${name}" was spawned already.`, `Take it away with coders down ${team}, or give this one another --name.`);
  return new UsageError(`The worktree of an earlier "${name}" is still there, on the branch ${left}.`, `Remove it with coders down ${team} --worktrees, or give this one another --name.`);
}

/** The branch of a worktree that an earlier member of that name left: with another branch, this one would rename it. */
function leftBranch({ manifest: { team }, desired: { worktrees } }: OpenTeam, invocation: Invocation): string | undefined {
  if (worktrees.length === 0) return undefined;
  const recorded = withStore(invocation, (store) => store.worktrees(team));
  return recorded.find(({ path, branch }) => kind(path) !== undefined && !worktrees.some((wanted) => wanted.path === path && wanted.branch === branch))?.branch;
}

/** Throws a UsageError that says what is wrong: nobody wrote that text by hand. */
async function openAdHocTeam(member: AdHocMember, invocation: Invocation): Promise<OpenTeam> {
  const { adHocManifest } = await import('./ad-hoc-manifest.ts'); // late: it brings all of YAML
  const file = join(folderOfAll(invocation), member.name, 'team.yaml');
  const text = adHocManifest(member);
  const { manifest, diagnostics } = await load(file, invocation, text);
  if (manifest !== undefined) return { manifest, desired: desired(manifest), text };
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  throw new UsageError(errors.map(({ message }) => message).join(' '), errors[0]?.hint);
}

/** Does the applying, and removes the manifest where that ends before the team is known by its name. */
export async function orForget<Result>({ manifest }: OpenTeam, invocation: Invocation, apply: () => Promise<Result>): Promise<Result> {
  const before = lastApplied(manifest.team, invocation);
  try {
    return await apply();
  } finally {
    if (lastApplied(manifest.team, invocation) === before) removeTree(dirname(manifest.file));
  }
}

/** Removes the manifest of an ad-hoc team that is down, which nobody else wrote, and frees its name. */
export function forgetAdHoc({ file }: AppliedTeam, invocation: Pick<Invocation, 'environment'>): void {
  if (isAdHoc({ file }, invocation)) removeTree(dirname(file));
}

/** Whether a team is one that `coders spawn` made. */
export function isAdHoc({ file }: Pick<AppliedTeam, 'file'>, invocation: Pick<Invocation, 'environment'>): boolean {
  return dirname(dirname(file)) === folderOfAll(invocation);
}

function folderOfAll({ environment }: Pick<Invocation, 'environment'>): string {
  return join(stateDirectoryOf(environment), 'adhoc');
}

function lastApplied(team: string, invocation: Invocation): number | undefined {
  return withStore(invocation, (store) => store.team(team)?.appliedAt);
}

function withStore<Result>(invocation: Invocation, look: (store: Store) => Result): Result {
  const store = openStoreFor(invocation);
  try {
    return look(store);
  } finally {
    store.close();
  }
}
