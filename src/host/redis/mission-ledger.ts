import type { Address } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';

/** What is agreed on about one mission: the record of that version, or that it was removed. */
export interface LedgerEntry {
  readonly address: Address;
  /** Grows with every write to the team's missions; 0 is before the first. */
  readonly version: number;
  readonly record?: MissionRecord;
}

/** A write that counts only where nobody wrote since the version that it builds on. */
export interface LedgerWrite {
  readonly address: Address;
  /** The version that was agreed on before; 0 where the mission is new. */
  readonly base: number;
  /** Absent to remove it. */
  readonly record?: MissionRecord;
}

/** Whether a write counts, and as which version; or what stands instead. */
export type LedgerAnswer =
  | { readonly accepted: true; readonly address: Address; readonly version: number }
  | { readonly accepted: false; readonly address: Address; readonly found: LedgerEntry };

/** What others wrote since. */
export interface LedgerNews {
  /** Tells this ledger from one that was emptied or begun anew: versions of two do not compare. */
  readonly ledger: string;
  /** Tells this run of the server from others: what it did not bring to disk before it ended is gone, and versions may come again. */
  readonly run: string;
  /** The latest version there is: asked for as `since` the next time. */
  readonly mark: number;
  readonly entries: readonly LedgerEntry[];
}

/**
 * The missions of teams, as all their hosts agree on them. Every method throws a HostError where the server does not answer
 * in time: a write may then have been done or not, and may be asked for again, for it builds on a version.
 */
export interface MissionLedger {
  /** In the order given, each for itself. */
  write(team: string, writes: readonly LedgerWrite[]): Promise<readonly LedgerAnswer[]>;
  /** All entries with a later version, removed ones included, in the order of their versions. */
  since(team: string, mark: number): Promise<LedgerNews>;
  /** Says that a host is there, and tells for each host of the team how long ago it last said so, in milliseconds by the server's clock. */
  beat(team: string, host: string): Promise<ReadonlyMap<string, number>>;
  /** Forgets the team: its missions and hosts. */
  erase(team: string): Promise<void>;
}
