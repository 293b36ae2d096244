import type { Snapshot } from '../snapshot/document.ts';
import type { Remark } from '../plan/plan.ts';
import type { Address } from '../state/address.ts';
import { requireProgress, type ConvergedDocument } from './converged.ts';
import { configured } from './configuration.ts';
import { teamMeant } from './reference.ts';
import { documentOf, durationText, optionsFrom } from './verb.ts';

/** Keeps a whole team as it stands now in a file, for `restore`, and gives what is in it. */
export function snapshot(team?: string): Promise<Snapshot> {
  const named = teamMeant(team === undefined ? {} : { team });
  return documentOf<Snapshot>({ verb: 'snapshot', operands: named === undefined ? [] : [named], options: {} });
}

/** How a team is brought back. */
export interface RestoreOptions {
  /** Ends what is newer than the snapshot, after a snapshot of that. Without it, such a restore is refused. */
  readonly yes?: boolean;
  /** Makes it so once, and lets no supervisor keep it so. */
  readonly once?: boolean;
  /** How long to wait until agents are ready, in milliseconds; 30 seconds unless given. */
  readonly timeoutMs?: number;
}

/** What came back, as `schemas/restore.schema.json` describes it. */
interface RestoreDocument {
  readonly team: string;
  readonly snapshot: string;
  readonly members: readonly RestoredMember[];
  readonly notes: readonly Remark[];
  readonly apply: ConvergedDocument;
}

/** What became of one member. */
export interface RestoredMember {
  readonly address: Address;
  readonly is: 'running' | 'resumed' | 'begun-anew' | 'not-started';
  readonly because?: string;
}

/** What came of a restore. */
export interface Restored extends Omit<RestoreDocument, 'apply'> {
  /** How many agents run again, or still. */
  readonly restored: number;
  /** How many were not started; `members` says why. */
  readonly failed: number;
}

/** Brings a team back from a snapshot: a file, an id, the newest of a team, or the newest where there are those of one team only. */
export async function restore(named: string | undefined = configured().team, { yes = false, once = false, timeoutMs }: RestoreOptions = {}): Promise<Restored> {
  const { apply, ...rest } = await documentOf<RestoreDocument>({
    verb: 'restore',
    operands: named === undefined ? [] : [named],
    options: optionsFrom({ yes, once, timeout: durationText(timeoutMs) }),
  });
  requireProgress(apply);
  const failed = rest.members.filter(({ is }) => is === 'not-started').length;
  return { ...rest, restored: rest.members.length - failed, failed };
}

/** A snapshot that there is, as `schemas/snapshots.schema.json` describes it. */
export interface ListedSnapshot {
  readonly id: string;
  readonly team: string;
  /** In UTC. */
  readonly at: string;
  /** Absolute path. */
  readonly file: string;
  /** Why it was taken; absent for one that can not be read. */
  readonly why?: string;
  readonly members?: readonly Address[];
  /** Why it can not be read. */
  readonly problem?: string;
}

/** Which snapshots, and in which order. */
export interface SnapshotListOptions {
  readonly team?: string;
  /** The newest first unless given; `date` has the oldest first, `name` goes by their ids. */
  readonly sortBy?: 'date' | 'name';
  readonly reverse?: boolean;
}

/** The snapshots there are: of the team that is named or configured, else of all. */
export async function listSnapshots({ team = configured().team, sortBy, reverse = false }: SnapshotListOptions = {}): Promise<readonly ListedSnapshot[]> {
  const { snapshots } = await documentOf<{ readonly snapshots: readonly ListedSnapshot[] }>({ verb: 'snapshots', operands: team === undefined ? [] : [team], options: {} });
  const sorted = sortBy === undefined ? snapshots : snapshots.toSorted(by[sortBy]);
  return reverse ? sorted.toReversed() : sorted;
}

const by = {
  date: (one: ListedSnapshot, other: ListedSnapshot) => Date.parse(one.at) - Date.parse(other.at),
  name: (one: ListedSnapshot, other: ListedSnapshot) => (one.id < other.id ? -1 : 1),
};
