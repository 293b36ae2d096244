import type { ProjectDiscipline } from '../manifest/discipline.ts';
import type { Address } from './address.ts';

/** What a project asks of its branches, and where they are. */
export interface Discipline extends ProjectDiscipline {
  readonly project: string;
  /** The repository path that the manifest gives. */
  readonly repository: string;
  /** The command line that runs its tests. */
  readonly test?: string;
}

export interface WorkNote {
  /** The commit up to which commits were judged. */
  readonly judged: string;
  readonly lookedAt: number;
  /** Absent where nothing was uncommitted. */
  readonly uncommitted?: Uncommitted;
}

/** Work that was there since then, on top of a commit. */
export interface Uncommitted {
  readonly since: number;
  readonly on: string;
  readonly toldAt?: number;
  /** When the runner saved it last, or tried to. */
  readonly savedAt?: number;
}

export interface TestsNote {
  readonly commit: string;
  /** Absent where it is none of the member's: the commit was there before anybody looked. */
  readonly passed?: boolean;
}

/** How far an accepted commit has come on its way into another branch. */
export type MergeNote =
  /** The branch is about to move to `result`: whoever comes after a kill looks whether it did. */
  | { readonly state: 'merging'; readonly commit: string; readonly result: string }
  | { readonly state: 'merged'; readonly commit: string; readonly result: string; readonly at: number }
  /** It does not go into the branch as that was at `onto`. `by` is the mission that puts it right; absent where there is none, and it is tried again once the branch has moved. */
  | { readonly state: 'conflict' | 'failed'; readonly commit: string; readonly onto: string; readonly at: number; readonly because: string; readonly by?: Address }
  /** Something stands in the way that is not the work's fault. */
  | { readonly state: 'waiting'; readonly commit: string; readonly at: number; readonly because: string };

export interface TagNote {
  readonly commit: string;
  readonly tag: string;
}

/** What the runner saw when it accepted a mission. */
export interface AcceptanceNote {
  readonly commit?: string;
  /** The end of what its command lines printed. */
  readonly output: string;
  readonly at: number;
  /** When it was said to be done, so that it was looked at. Absent in a note that an older version made. */
  readonly saidAt?: number;
}

/** What a member said in the turn in which it said that a mission is done. */
export interface WordsNote {
  /** Their beginning, where they are long. Absent where nothing was said, or nothing tells. */
  readonly text?: string;
}
