import type { Environment } from '../state/whereabouts.ts';

export type { Environment } from '../state/whereabouts.ts';

/** A running agent, as far as an adapter needs it to find the agent's files. */
export interface LiveAgent {
  readonly pid: number;
  readonly directory: string;
  readonly conversation: string;
  readonly environment: Environment;
  /** The folder of this launch's own for what the tool's hooks say. */
  readonly spool?: string;
}

export interface FileLook {
  /** `*` may stand for any one name. */
  readonly path: string;
  /** Of an SQLite database: the rows that a query gives, each as a line of JSON, in place of the file's own text. No row is no file. */
  readonly query?: RowQuery;
  /** Which of the files that match are meant, where the path leaves it open. */
  readonly only?: FileChoice;
  /** Only the last so many bytes, from the start of a line; the whole file when absent. */
  readonly tailBytes?: number;
  /** Only what stands behind so many bytes, if it is that file that is the newest. */
  readonly behind?: FileEnd;
}

/** For `behind` to hold, rows are only ever added, and the added ones come last. */
export interface RowQuery {
  readonly sql: string;
  readonly values: readonly string[];
}

/** Asked of many files at every look: the path first, for most of them need not be opened. */
export interface FileChoice {
  /** Of each folder that a `*` stands for, then of the file. */
  path(path: string): boolean;
  /** Of the file's first 8 KiB. */
  beginning(text: string): boolean;
}

/** All that was looked at for one agent. */
export interface Seen {
  readonly title: string;
  /** By the names of `looksAt`; a file that does not exist is absent. */
  readonly files: Readonly<Record<string, SeenFile>>;
  /** The visible lines, where the screen was looked at. */
  readonly screen?: readonly string[];
}

/** How long a file was at some moment. */
export interface FileEnd {
  readonly path: string;
  readonly bytes: number;
}

export interface SeenFile {
  readonly text: string;
  /** Milliseconds since the Unix epoch. */
  readonly writtenAt: number;
  readonly end: FileEnd;
}
