import type { Environment } from '../agents/adapter.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Terminal } from './terminal.ts';

/** One verb: what `--help` and completion say of it, and what it does. */
export interface Command {
  readonly name: string;
  /** One line, for the list of verbs. */
  readonly summary: string;
  /** What stands between the verb and its options: `[FILE]`. */
  readonly operands: string;
  /** How many words that are; one unless said otherwise. */
  readonly mostOperands?: number;
  readonly details?: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly Example[];
  /** Returns the exit code. */
  run(invocation: Invocation): Promise<number>;
}

export interface Option {
  readonly summary: string;
  /** What the value is called in the help; a switch when absent. */
  readonly value?: string;
  readonly multiple?: boolean;
  readonly short?: string;
}

export interface Example {
  readonly line: string;
  readonly does: string;
}

/** One call of a verb. */
export interface Invocation {
  readonly operands: readonly string[];
  readonly options: OptionValues;
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Where relative paths start. */
  readonly directory: string;
  /** Folder that holds `templates/`, `schemas/` and `dist/`. */
  readonly packageDirectory: string;
  /** Every verb, for help and completion. */
  allCommands(): Promise<readonly Command[]>;
}

export interface OptionValues {
  has(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}

/** Exit codes, as documented in the README. */
export const exits = { success: 0, hostFailed: 1, wrongInput: 2, changesFound: 3, notConverged: 4, bug: 70 } as const;

/** The command line or something named on it is wrong: said in one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  declare readonly hint?: string;
  constructor(message: string, hint?: string) {
    super(message);
    if (hint !== undefined) this.hint = hint;
  }
}

/** The manifest has errors, each of which has been said with its place: exit code 2. */
export class InvalidManifest extends Error {
  override readonly name = 'InvalidManifest';
  readonly diagnostics: readonly Diagnostic[];
  constructor(file: string, diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    super(`${file} is not valid: ${errors} ${errors === 1 ? 'error' : 'errors'}.`);
    this.diagnostics = diagnostics;
  }
}

/** Another coders process works on the team: nothing was changed, and exit code 4. */
export class BusyTeam extends Error {
  override readonly name = 'BusyTeam';
  readonly hint = 'Try again when it has ended.';
}

export const jsonOption: Option = { summary: 'print one JSON document instead of text' };
