/** What failed outside of us, and what is known of it. */
export interface HostFailure {
  /** The program or part of the host that failed: `git`, `tmux`, `store`. */
  readonly tool: string;
  /** Program and arguments as a person would type them, without settings that only we need. */
  readonly command: readonly string[];
  /** A full sentence. */
  readonly message: string;
  /** Absent when the program did not run or a signal ended it. */
  readonly exitCode?: number;
  readonly stderr: string;
  /** What to type or change. */
  readonly hint?: string;
}

/** The host failed: thrown only in `host/`; caught where a step is applied and around observe. */
export class HostError extends Error implements HostFailure {
  readonly tool: string;
  readonly command: readonly string[];
  readonly stderr: string;
  declare readonly exitCode?: number;
  declare readonly hint?: string;

  constructor(failure: HostFailure) {
    super(failure.message);
    this.name = 'HostError';
    this.tool = failure.tool;
    this.command = failure.command;
    this.stderr = failure.stderr;
    if (failure.exitCode !== undefined) this.exitCode = failure.exitCode;
    if (failure.hint !== undefined) this.hint = failure.hint;
  }
}
