import type { MemberStatus } from '../../health/member-status.ts';
import type { Address } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';

/** The latest commit of a work tree, as git has it. */
export interface LastCommit {
  readonly id: string;
  readonly subject: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** A text for the member that it has not read, or that has not reached it. */
export interface Unread {
  readonly id: string;
  /** Who wrote it, where that is known. */
  readonly from?: string;
  readonly text: string;
  readonly at: number;
}

/** The last that a member said, in its own words. */
export interface Report {
  readonly text: string;
  readonly at: number;
}

/** What the runner measured for one check-in. */
export interface FactsSeen {
  /** Those that report to the member; the member itself where nobody does. */
  readonly about: readonly MemberStatus[];
  /** By member; absent for one without a repository. */
  readonly commits: ReadonlyMap<Address, LastCommit>;
  /** Those of them that are not over, and of the whole project where the member leads one. */
  readonly missions: readonly MissionRecord[];
  /** Those of them that have failed for good. */
  readonly failed: readonly MissionRecord[];
  readonly unread: readonly Unread[];
  /** Of those that report to it. */
  readonly reports: ReadonlyMap<Address, Report>;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** One kind of fact. */
export interface Fact {
  readonly name: 'statuses' | 'commits' | 'missions' | 'failing' | 'unread' | 'reports';
  readonly title: string;
  /** Each with its age. */
  lines(seen: FactsSeen): readonly string[];
  /** What makes it another fact: not its age. */
  essence(seen: FactsSeen): unknown;
}
