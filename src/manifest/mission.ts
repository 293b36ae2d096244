import type { Place } from '../diagnostics/diagnostic.ts';

/** From the most urgent to the least. */
export const priorities = ['critical', 'high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];

export const missionTypes = ['coding', 'review', 'analysis', 'synthesis', 'extraction', 'general'] as const;
export type MissionType = (typeof missionTypes)[number];

/**
 * What follows when a try fails: another in the same conversation; another in a new one; none, and its member's superior is
 * told; or another, and when none is left, what waits for it fails with it instead of waiting for a person.
 */
export const failurePolicies = ['retry', 'fresh', 'escalate', 'skip-dependants'] as const;
export type FailurePolicy = (typeof failurePolicies)[number];

/** How a piece of work is to be done, wherever it comes from. */
export interface MissionSettings {
  /** An engineer's name, that of several with a count, or `pm`. Anybody of its role, or any engineer, when absent. */
  readonly to?: string;
  readonly role?: string;
  /** All that its member is told of the work, texts of files included. */
  readonly brief: string;
  /** Absolute paths that the member is told to read first. */
  readonly context: readonly string[];
  readonly priority: Priority;
  readonly type: MissionType;
  /** How long a try may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How often it is tried again after a try that counts. */
  readonly retries: number;
  /** The pause before another try: the first one, doubled with each further try, and the longest, in milliseconds. */
  readonly backoff: { readonly firstMs: number; readonly mostMs: number };
  readonly accept: Acceptance;
  readonly onFail: FailurePolicy;
  /** Who goes on with it when its tries are used up, once. */
  readonly handoffTo?: string;
  /** A tier or a model id: members that have it come first. What work of its kind asks for, when absent. */
  readonly model?: string;
}

/** Which model work of some kind asks for, as a line of a table: the first that fits decides. */
export interface TierRule {
  readonly priority?: Priority;
  readonly type?: MissionType;
  readonly tier: string;
}

/** What must hold before a mission counts as done. The runner looks at it itself. */
export interface Acceptance {
  /** Command lines that must succeed in the mission's worktree, in this order. */
  readonly run: readonly string[];
  /** So many commits at least since it was given out. */
  readonly commits: number;
  /** Patterns of paths, each of which at least one changed file must match. */
  readonly files: readonly string[];
  /** For all of `run` together, in milliseconds. */
  readonly timeoutMs: number;
  /** Who says that it is right, after all of this holds: a name as in `to`. Nobody does when absent. */
  readonly reviewBy?: string;
}

/** A mission as the manifest has it. */
export interface ManifestMission extends MissionSettings {
  readonly name: string;
  /** Names of missions of its project that must be done before. */
  readonly after: readonly string[];
  readonly place: Place;
}

/** What holds where nothing is said; the schema says the same. */
export const usualMission = {
  priority: 'normal',
  type: 'general',
  timeoutMs: 2 * 60 * 60_000,
  retries: 1,
  backoff: { firstMs: 10_000, mostMs: 10 * 60_000 },
  onFail: 'retry',
  acceptTimeoutMs: 10 * 60_000,
} as const;
