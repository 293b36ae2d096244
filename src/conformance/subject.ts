import type { MemberSettings } from '../state/desired.ts';

/** A tool to be tested: how it is launched, and what to tell it so that it does what a check needs. */
export interface Subject {
  readonly settings: MemberSettings;
  readonly prompts: Prompts;
  /** How long any one thing may take, in milliseconds. */
  readonly patienceMs: number;
}

/** What brings an agent into a state. Absent where nothing is known to: then the checks that need it are skipped. */
export interface Prompts {
  /** Keeps it at work until a file of that name stands in its directory. */
  readonly busy?: (file: string) => string;
  /** Makes it ask for leave to make a file of that name, in a dialog that its interrupt key closes with a no. */
  readonly dialog?: (file: string) => string;
}

/** The files beside which the agent works. */
export interface Grounds {
  touch(name: string): void;
  exists(name: string): boolean;
}

/** What came of one check. */
export type CheckResult = { readonly name: string } & (
  | { readonly state: 'passed'; readonly tookMs: number }
  | { readonly state: 'failed'; readonly tookMs: number; readonly reason: string; /** What a person would have seen. */ readonly screen: readonly string[] }
  | { readonly state: 'skipped'; readonly because: string }
);

/** What a check expects and does not see, in a sentence. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
}
