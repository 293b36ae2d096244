import { existsSync } from 'node:fs';
import { formatDuration } from '../util/duration.ts';
import { HostError } from './host-error.ts';
import { installCommand } from './install-hint.ts';
import { runProgram, type Ended } from './run-program.ts';

export interface ExecuteOptions {
  readonly cwd?: string;
  /** The whole environment of the program; ours by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it reads; nothing by default. */
  readonly input?: string;
  /** When it is ended, with all that it started, in milliseconds; never when absent. */
  readonly timeoutMs?: number;
  /** Exit codes that are answers; only 0 by default. */
  readonly accepted?: readonly number[];
  /** The arguments as a person would type them, where ours carry settings that only we need. */
  readonly shown?: readonly string[];
}

export interface Executed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a program to its end; no shell is involved. Throws a HostError when it is missing, is killed or exits with a code not accepted. */
export async function execute(tool: string, argv: readonly string[], options: ExecuteOptions = {}): Promise<Executed> {
  const ended = await runProgram(tool, argv, { cwd: options.cwd, env: options.env ?? process.env, input: options.input, ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs, wholeGroup: true }) });
  if (ended.how !== 'exited' || !(options.accepted ?? [0]).includes(ended.exitCode)) throw failure(tool, options.shown ?? argv, options, ended);
  const { stdout, stderr, exitCode } = ended;
  return { stdout, stderr, exitCode };
}

function failure(tool: string, argv: readonly string[], options: ExecuteOptions, ended: Ended): HostError {
  const { stderr } = ended;
  const facts = { tool, command: [tool, ...argv], stderr, ...(ended.how === 'exited' ? { exitCode: ended.exitCode } : {}) };
  if (ended.how === 'not started' && ended.error.code === 'ENOENT') return notStarted(facts, options);
  const what = `"${[tool, ...argv].join(' ')}"${options.cwd === undefined ? '' : ` in ${options.cwd}`}`;
  return new HostError({ ...facts, message: `${what} ${ending(ended, options.timeoutMs)}: ${lastWords(stderr) || 'it prints no reason'}.` });
}

function notStarted(facts: Omit<HostError, 'message' | 'name'>, options: ExecuteOptions): HostError {
  if (options.cwd !== undefined && !existsSync(options.cwd)) {
    return new HostError({ ...facts, message: `The folder ${options.cwd} does not exist, so ${facts.tool} can not run there.` });
  }
  const install = installCommand(facts.tool, options.env?.['PATH'] ?? process.env['PATH']);
  const message = `The program ${facts.tool} is not installed, or not on PATH.`;
  return new HostError({ ...facts, message, hint: install === undefined ? `Install ${facts.tool}, then try again.` : `Install it with: ${install}` });
}

function ending(ended: Ended, timeoutMs: number | undefined): string {
  if (ended.how === 'exited') return `fails with exit code ${ended.exitCode}`;
  if (ended.how === 'killed' && timeoutMs !== undefined) return `is ended by ${ended.signal}, for it may take ${formatDuration(timeoutMs)}`;
  return ended.how === 'killed' ? `is ended by ${ended.signal}` : `can not be run (${ended.error.message})`;
}

/** The lines that say why, without the program's own labels and its advice. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  const reasons = lines.filter((line) => /^(fatal|error):/.test(line));
  const chosen = reasons.length > 0 ? reasons : lines.slice(-3);
  return chosen.map((line) => line.replace(/^(fatal|error): /, '').trim()).join('; ').replace(/\.$/, '');
}
