import type { Startup } from './startup.ts';

export type KindName = 'systemd' | 'launchd' | 'cron';

/** The person and the system that a service is for. */
export interface Surroundings {
  readonly home: string;
  readonly user: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A text of coders in a place of the system's: a file's path, or `your crontab`. */
export interface Piece {
  readonly place: string;
  readonly text: string;
}

/** What is found of a service. `different` is coders' own and not what it would write now; `foreign` is somebody else's. */
export interface Found {
  readonly state: 'absent' | 'current' | 'different' | 'foreign';
  readonly pieces: readonly Piece[];
}

/** One way in which a system starts a program by itself. Its methods throw a HostError where the system fails. */
export interface ServiceKind {
  readonly name: KindName;
  /** When it starts, as a clause. */
  readonly when: string;
  /** Whether this system has it. */
  isHere(surroundings: Surroundings): boolean;
  /** What it writes. */
  pieces(startup: Startup, surroundings: Surroundings): readonly Piece[];
  /** What `install` does beside that, as sentences. */
  beside(surroundings: Surroundings): readonly string[];
  look(startup: Startup, surroundings: Surroundings): Promise<Found>;
  /** Gives sentences about what it could not do, and a person can. */
  install(startup: Startup, surroundings: Surroundings): Promise<readonly string[]>;
  uninstall(startup: Startup, surroundings: Surroundings): Promise<readonly string[]>;
}
