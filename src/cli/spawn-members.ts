import { dirname } from 'node:path';
import { systemClock } from '../host/clock.ts';
import { removeTree } from '../host/own-files.ts';
import type { Converged } from '../reconcile/converge.ts';
import { orForget, writeAdHocTeam, type WantedMember } from './ad-hoc.ts';
import { applyTeam } from './apply-team.ts';
import { UsageError, type Invocation } from './command.ts';
import type { OpenTeam } from './open-team.ts';

/** A member outside any manifest, and how its start ended. */
export interface Spawned {
  readonly team: OpenTeam;
  readonly converged: Converged;
}

/** So many at most are in one pool. */
export const mostInPool = 20;

/** `pear` three times is pear-1, pear-2 and pear-3, each on a branch and in a worktree of its own. Throws a UsageError. */
export function poolOf({ name, tool, branch, ...rest }: WantedMember, count: number): readonly WantedMember[] {
  if (count < 1 || count > mostInPool) throw new UsageError(`A pool can not be of ${count}.`, `It is of 1 to ${mostInPool}.`);
  const common = name ?? tool;
  return Array.from({ length: count }, (_, index) => ({ ...rest, tool, name: `${common}-${index + 1}`, branch: `${branch ?? common}-${index + 1}` }));
}

/**
 * Starts members outside any manifest at the same time, each as a team of its own. All names are taken first: where one can
 * not be had, nobody is started. Throws a UsageError.
 */
export async function spawnMembers(wanted: readonly WantedMember[], timeoutMs: number, invocation: Invocation): Promise<readonly Spawned[]> {
  const teams = await writeAll(wanted, invocation);
  const starts = await Promise.allSettled(teams.map((team) => orForget(team, invocation, () => start(team, timeoutMs, invocation))));
  return starts.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

async function writeAll(wanted: readonly WantedMember[], invocation: Invocation): Promise<readonly OpenTeam[]> {
  const teams: OpenTeam[] = [];
  try {
    for (const member of wanted) teams.push(await writeAdHocTeam(member, invocation));
    return teams;
  } catch (error) {
    for (const { manifest: { file } } of teams) removeTree(dirname(file));
    throw error;
  }
}

async function start(team: OpenTeam, timeoutMs: number, invocation: Invocation): Promise<Spawned> {
  const seen: { converged?: Converged } = {};
  const request = { prune: false, evenIfBusy: false, now: systemClock.now() };
  await applyTeam({ team, request, timeoutMs, report: (converged) => void (seen.converged = converged) }, invocation);
  if (seen.converged === undefined) throw new Error(`nobody was asked whether ${team.manifest.team} may be started, and it was declined`);
  return { team, converged: seen.converged };
}
