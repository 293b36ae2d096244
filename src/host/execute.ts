import { existsSync } from 'node:fs';
import type { Result } from 'execa';
import { HostError } from './host-error.ts';
import { installCommand } from './install-hint.ts';

export interface ExecuteOptions {
  readonly cwd?: string;
  /** The whole environment of the program; ours by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it reads; nothing by default. */
  readonly input?: string;
  /** Exit codes that are answers; only 0 by default. */
  readonly accepted?: readonly number[];
  /** The arguments as a person would type them, where ours carry settings that only we need. */
  readonly shown?: readonly string[];
  readonly timeoutMs?: number;
}

export interface Executed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a program to its end; no shell is involved. Throws a HostError when it is missing, is killed or exits with a code not accepted. */
export async function execute(tool: string, argv: readonly string[], options: ExecuteOptions = {}): Promise<Executed> {
  const { execa } = await import('execa'); // late: a command that runs no program does not pay for it
  const result = await execa(tool, argv, {
    reject: false,
    extendEnv: false,
    stripFinalNewline: false,
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
  });
  const { stdout = '', stderr = '', exitCode } = result;
  if (exitCode !== undefined && (options.accepted ?? [0]).includes(exitCode)) return { stdout, stderr, exitCode };
  throw failure(tool, options.shown ?? argv, options, result);
}

type Failed = Pick<Result, 'exitCode' | 'code' | 'signal' | 'timedOut' | 'originalMessage'> & { readonly stderr?: string };

function failure(tool: string, argv: readonly string[], options: ExecuteOptions, result: Failed): HostError {
  const { exitCode, stderr = '' } = result;
  const facts = { tool, command: [tool, ...argv], stderr, ...(exitCode === undefined ? {} : { exitCode }) };
  if (result.code === 'ENOENT') return notStarted(facts, options);
  const what = `"${[tool, ...argv].join(' ')}"${options.cwd === undefined ? '' : ` in ${options.cwd}`}`;
  return new HostError({ ...facts, message: `${what} ${ending(result)}: ${lastWords(stderr) || 'it prints no reason'}.` });
}

function notStarted(facts: Omit<HostError, 'message' | 'name'>, options: ExecuteOptions): HostError {
  if (options.cwd !== undefined && !existsSync(options.cwd)) {
    return new HostError({ ...facts, message: `The folder ${options.cwd} does not exist, so ${facts.tool} can not run there.` });
  }
  const install = installCommand(facts.tool, options.env?.['PATH'] ?? process.env['PATH']);
  const message = `The program ${facts.tool} is not installed, or not on PATH.`;
  return new HostError({ ...facts, message, hint: install === undefined ? `Install ${facts.tool}, then try again.` : `Install it with: ${install}` });
}

function ending({ timedOut, signal, exitCode, originalMessage }: Failed): string {
  if (timedOut) return 'takes too long and is ended';
  if (signal !== undefined) return `is ended by ${signal}`;
  return exitCode === undefined ? `can not be run (${originalMessage})` : `fails with exit code ${exitCode}`;
}

/** The lines that say why, without the program's own labels and its advice. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  const reasons = lines.filter((line) => /^(fatal|error):/.test(line));
  const chosen = reasons.length > 0 ? reasons : lines.slice(-3);
  return chosen.map((line) => line.replace(/^(fatal|error): /, '').trim()).join('; ').replace(/\.$/, '');
}
