import type { Environment } from './look.ts';

/** What can be told of a tool on a machine without starting an agent of it. Pure. */
export interface Installation {
  readonly tool: string;
  /** Versions that the adapter was tested with, as a range. */
  readonly tested: string;
  /** Variables that move all that the program writes into a folder, for asking it its version. */
  movedTo(folder: string): Readonly<Record<string, string>>;
  readonly login: Login;
  /** Absent for a tool that runs in any directory. */
  readonly trust?: TrustRecord;
}

/** How it can be seen that somebody has logged in. Only whether a file is there: what it holds is nobody's business. */
export interface Login {
  /** Any of them is a login. */
  files(environment: Environment): readonly string[];
  /** Variables that stand for one. */
  readonly variables: readonly string[];
  /** What a person does to log in. */
  readonly how: string;
  /** A system whose keychain holds the login, where nobody sees it. */
  readonly hiddenOn?: NodeJS.Platform;
}

/** The tool's own list of directories that it starts in without a question. */
export interface TrustRecord {
  file(environment: Environment): string;
  /** Whether it trusts any of the directories, by what the file says; undefined for a file that reads otherwise. */
  trusts(text: string, directories: readonly string[]): boolean | undefined;
  readonly how: string;
}

/** A directory and all above it: trust in one is trust in what it holds. */
export function withParents(directory: string): readonly string[] {
  const parts = directory.split('/').filter((part) => part !== '');
  return [...parts.map((_, index) => `/${parts.slice(0, parts.length - index).join('/')}`), '/'];
}
