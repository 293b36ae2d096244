import { systemClock } from '../clock.ts';
import { execute, type Executed } from '../execute.ts';
import { HostError } from '../host-error.ts';
import { gitEnvironment, gitSettings } from './environment.ts';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Exit codes that are answers; only 0 by default. */
  readonly accepted?: readonly number[];
  /** When it is ended, in milliseconds; never when absent. */
  readonly timeoutMs?: number;
  /** Settings for this call only, as `name=value`. */
  readonly settings?: readonly string[];
}

/** Another git is busy for moments: how long to wait before each further try. About two seconds in all. */
const pausesMs: readonly number[] = [10, 30, 80, 150, 300, 600, 900];

/** Runs git in a directory. Waits a bounded time for other gits; throws a HostError for every other failure. */
export async function runGit(directory: string, argv: readonly string[], options: RunOptions = {}): Promise<Executed> {
  for (const pauseMs of pausesMs) {
    const outcome = await tryGit(directory, argv, options);
    if (!(outcome instanceof HostError)) return outcome;
    await systemClock.wait(pauseMs);
  }
  const outcome = await tryGit(directory, argv, options);
  if (!(outcome instanceof HostError)) return outcome;
  const lock = lockFileIn(outcome);
  if (lock === undefined) throw outcome;
  const hint = `Another git holds ${lock}. If no git runs there any more, remove that file and try again.`;
  throw new HostError({ ...factsOf(outcome), message: `${outcome.message} The lock file ${lock} stays for too long.`, hint });
}

/** A HostError as an answer is a moment of another git: a lock that it holds, a worktree that it makes. Other failures are thrown. */
async function tryGit(directory: string, argv: readonly string[], options: RunOptions): Promise<Executed | HostError> {
  const extra = (options.settings ?? []).flatMap((setting) => ['-c', setting]);
  try {
    return await execute('git', [...gitSettings, ...extra, ...argv], {
      cwd: directory,
      env: { ...gitEnvironment(), ...options.env },
      shown: ['-C', directory, ...argv],
      ...(options.input === undefined ? {} : { input: options.input }),
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
      ...(options.accepted === undefined ? {} : { accepted: options.accepted }),
    });
  } catch (error) {
    if (error instanceof HostError && (lockFileIn(error) !== undefined || halfMade.test(error.stderr))) return error;
    throw error;
  }
}

/** A worktree's files are there before what is in them; whoever looks at all worktrees then reads nothing, and calls that no error. */
const halfMade = /failed to read [^\n]*worktrees\/[^\n]*: (Success|No error|Undefined error)/;

function lockFileIn({ stderr }: HostError): string | undefined {
  const created = /Unable to create '([^\n]+\.lock)': File exists/.exec(stderr)?.[1];
  const configured = /could not lock config file ([^\n]+): File exists/.exec(stderr)?.[1];
  return created ?? (configured === undefined ? undefined : `${configured}.lock`);
}

function factsOf({ tool, command, stderr, exitCode }: HostError) {
  return { tool, command, stderr, ...(exitCode === undefined ? {} : { exitCode }) };
}

/** What git could do and we will not, as a sentence. */
export function refusal(command: readonly string[], message: string, hint?: string): HostError {
  return new HostError({ tool: 'git', command: ['git', ...command], message, stderr: '', ...(hint === undefined ? {} : { hint }) });
}
