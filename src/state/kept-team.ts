import type { Desired } from './desired.ts';
import type { TeamLimits, WorkingHours } from '../manifest/manifest.ts';
import type { KeptReactions } from './kept-reactions.ts';
import type { Environment } from './whereabouts.ts';

/** A team that the supervisor keeps as it was applied, with all that is needed to start its members again after a reboot. */
export interface KeptTeam {
  readonly name: string;
  /** As applied, with the values of the environment: kept in a file that only its owner can read. */
  readonly desired: Desired;
  /** Since when, in milliseconds since the Unix epoch: its lifetime counts from here. */
  readonly since: number;
  readonly limits: TeamLimits;
  readonly schedule?: WorkingHours;
  /** What is done when something happens, and where news go; absent where the manifest has neither. */
  readonly reactions?: KeptReactions;
  /** Taken down at this time, in milliseconds since the Unix epoch. */
  readonly endsAt?: number;
  /** What `--until` said, of its end. */
  readonly until?: { readonly endsAt: number; readonly atEnd: 'park' | 'down' };
  /** What is done then. */
  readonly atEnd?: 'park' | 'down';
  /** The variables by which agents and their programs are found, as whoever applied had them. */
  readonly environment: Environment;
  /** Ids of steps that a supervisor does only where a person agreed to them, and that somebody agreed to. */
  readonly confirmed: readonly string[];
  /** A person paused it: its agents finish their turns and are given nothing new. */
  readonly paused?: { readonly at: number; readonly because: string };
}
