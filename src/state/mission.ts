import type { MissionSettings } from '../manifest/mission.ts';
import type { Address } from './address.ts';

/** A piece of work: what is to be done, by whom, after what, and how it is known to be done. */
export interface Mission extends MissionSettings {
  /** `mission/storefront/cart-api`. */
  readonly address: Address;
  readonly project: string;
  /**
   * Whether the manifest has it, it was added while the team ran, the acceptance of another asks for it, or another could not
   * be merged: only what the manifest has is withdrawn by a change of it.
   */
  readonly origin: 'manifest' | 'added' | 'review' | 'merge';
  /** Missions that must be done before. */
  readonly after: readonly Address[];
  /** Of a review: what it is about. */
  readonly reviews?: ReviewedWork;
  /** Of one that makes the work of another fit for its merge: the first of them, and how often that was tried. */
  readonly merges?: { readonly mission: Address; readonly round: number };
}

/** What came of one try of a mission, which another member looks at before the mission is done. */
export interface ReviewedWork {
  readonly mission: Address;
  /** Which try that was, from 1. */
  readonly try: number;
  /** Whose work it is, which nobody reviews himself. */
  readonly by: Address;
  /** Absent where it was done without a repository. */
  readonly commit?: string;
}

/** Who has a mission: a member in one launch of it. What another launch says of the mission does not count. */
export interface Lease {
  readonly by: Address;
  readonly epoch: number;
  /** The conversation that was told of it: only that one can go on with it. */
  readonly conversation: string;
  /** Where its commits are counted from, and where the acceptance runs; absent where the member has no repository. */
  readonly base?: string;
  /** When it was given out. */
  readonly givenAt: number;
  /** The host whose supervisor gave it out, in a team on several: only that one moves the mission on. */
  readonly host?: string;
}

/**
 *            ┌────────────── lease lost, prompt failed, try failed ──────────────┐
 *            ▼                                                                   │
 * waiting ─▶ ready ─▶ assigned ─▶ working ─▶ verifying ─▶ (reviewing ─▶) done    │
 *                        │           │           └─────────────┴── rejected ─────┤
 *                        └───────────┴───────────────────────────────────────────┘
 * any but done ─▶ failed (tries used up, cancelled, skipped) or parked (what it waits for failed, or a person said so)
 * failed, parked ──retry──▶ waiting
 *
 * Times are milliseconds since the Unix epoch.
 */
export type MissionState =
  /** For others to be done. */
  | { readonly state: 'waiting'; readonly since: number }
  /** For a member that is free; `notBefore` after a try that failed. `because`: nobody can have it until a person does something, and what that is about. */
  | { readonly state: 'ready'; readonly since: number; readonly notBefore?: number; readonly again?: Again; readonly because?: string; /** The host that is about to give it out, in a team on several. */ readonly reservedBy?: string }
  /** Its prompt is on its way. */
  | { readonly state: 'assigned'; readonly since: number; readonly lease: Lease; readonly message: string; readonly deadline: number }
  | { readonly state: 'working'; readonly since: number; readonly lease: Lease; readonly deadline: number; /** It was asked what became of it, being idle. */ readonly askedAt?: number }
  /** `commit` is what is looked at; absent where there is no repository. */
  | { readonly state: 'verifying'; readonly since: number; readonly lease: Lease; readonly commit?: string; readonly deadline: number; /** The runner could not look at it. */ readonly missed?: Missed }
  /**
   * Its check has passed, and a mission for another member reviews it. Its own member is free meanwhile: `tried` is no lease.
   * `because`: nobody reviews it until a person does something, and what that is about.
   */
  | { readonly state: 'reviewing'; readonly since: number; readonly tried: Lease; readonly commit?: string; readonly because?: string }
  /** `saidBy`: whose word stands for it where no acceptance was looked at. `reviewedBy`: who says that it is right, where that was asked for. */
  | { readonly state: 'done'; readonly at: number; readonly by: Address; readonly commit?: string; /** Where its commits are counted from. */ readonly base?: string; readonly saidBy?: string; readonly reviewedBy?: string }
  /** `rejectedBy`, only of a review: who says that the work is not right, and `because` of what; without it, it came to no outcome. */
  | { readonly state: 'failed'; readonly at: number; readonly because: string; readonly rejectedBy?: string }
  /** `behind`: it waits for this one, and goes on by itself when that does; absent where it goes on only when a person says so. */
  | { readonly state: 'parked'; readonly since: number; readonly because: string; readonly behind?: Address };

/** Another try: with what its member is told of the last one. */
export interface Again {
  /** Who tries it again. */
  readonly by: Address;
  /** Why the last try failed, with the output of what failed. */
  readonly because: string;
  /** In a new conversation: another than `conversation`, that of the last try. */
  readonly fresh: boolean;
  readonly conversation: string;
  /** The base of the last try: what was done in it is not to be done again. */
  readonly base?: string;
}

/** Looks at a mission that came to nothing through no fault of its own: how often, why the last one, and when it is looked at again. */
export interface Missed {
  readonly times: number;
  readonly because: string;
  readonly notBefore: number;
}

export type MissionStateName = MissionState['state'];

/** A try that has ended. */
export interface MissionTry {
  readonly by: Address;
  readonly epoch: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly result: 'done' | 'failed' | 'lost';
  readonly because?: string;
  /** What its commits were counted from; absent where something else was asked for then. */
  readonly base?: string;
}

/** A mission and all that became of it. */
export interface MissionRecord {
  readonly mission: Mission;
  readonly state: MissionState;
  /** In the order of their ends. Those that were lost with their member do not count. */
  readonly tries: readonly MissionTry[];
  /** Milliseconds since the Unix epoch. */
  readonly addedAt: number;
  /** Its tries were used up, and it was handed to `handoffTo`; tries are counted from there. */
  readonly handedOff?: { readonly to: string; readonly afterTries: number };
  /** Somebody let it be tried again after so many tries: they are counted from there. */
  readonly retriedAfter?: number;
}

/** Nothing more becomes of it unless a person says so. */
export function isOver({ state: { state } }: Pick<MissionRecord, 'state'>): boolean {
  return state === 'done' || state === 'failed';
}
