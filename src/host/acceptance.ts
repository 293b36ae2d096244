import { abortAfter } from './abort-after.ts';
import { quote } from '../diagnostics/words.ts';
import { formatDuration } from '../util/duration.ts';
import { runLine, type Setting } from './acceptance/command-line.ts';
import { checkMark, endLeftovers } from './acceptance/leftovers.ts';
import { objectionsTo, short, type Sight } from './acceptance/objections.ts';
import { OutputTail } from './acceptance/output-tail.ts';
import { verdictOn, type Verdict } from './acceptance/verdict.ts';
import { headOf } from './git/head.ts';
import { HostError } from './host-error.ts';

/** Work that is said to be done, and how that is to be seen. */
export interface Trial extends Sight {
  /** The whole environment of its command lines: that of the member whose work it is. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Breaks it off. */
  readonly signal: AbortSignal;
}

/**
 * What was found. `commit` is what the folder was on all the while, absent where it is in no repository. `because` is in full
 * sentences; `output` is the end of what the command lines printed. `passed` is undefined where the work can not be judged,
 * through no fault of it.
 */
export type Examination =
  | { readonly passed: true; readonly commit?: string; readonly output: string }
  | { readonly passed: false | undefined; readonly because: string; readonly output: string };

/** How many bytes are kept of what the command lines print. */
const keptBytes = 64 * 1024;

/** Looks whether work is done as its acceptance wants it: at its commits first, then by its command lines. Never throws where the host fails: that is an answer. */
export async function examine(trial: Trial): Promise<Examination> {
  const output = new OutputTail(keptBytes);
  try {
    const { commit, verdict } = await look(trial, output);
    const at = commit === undefined ? {} : { commit };
    return verdict.passed === true ? { passed: true, ...at, output: output.text() } : { ...verdict, output: output.text() };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { passed: undefined, because: error.message, output: output.text() };
  }
}

async function look(trial: Trial, output: OutputTail): Promise<{ readonly commit?: string | undefined; readonly verdict: Verdict }> {
  const commit = await headOf(trial.directory);
  const objections = await objectionsTo(trial, commit);
  if (objections.length > 0) return { verdict: { passed: false, because: objections.join(' ') } };
  const verdict = await runAll(trial, output);
  const now = await headOf(trial.directory);
  if (now === commit) return { commit, verdict };
  return { verdict: { passed: undefined, because: `The branch moved while it was looked at, from ${named(commit)} to ${named(now)}.` } };
}

function named(commit: string | undefined): string {
  return commit === undefined ? 'no commit' : short(commit);
}

/** Nothing else of a check runs in the folder before or afterwards. */
async function runAll(trial: Trial, output: OutputTail): Promise<Verdict> {
  if (trial.acceptance.run.length === 0) return { passed: true };
  await endLeftovers(trial.directory);
  try {
    return await runEach(trial, output);
  } finally {
    await endLeftovers(trial.directory);
  }
}

/** One after the other, until one fails; one time for all of them. */
async function runEach({ acceptance, directory, environment, signal }: Trial, output: OutputTail): Promise<Verdict> {
  const inTime = abortAfter(acceptance.timeoutMs);
  const setting: Setting = { directory, environment: { ...environment, ...checkMark(directory) }, output, signal: AbortSignal.any([signal, inTime]) };
  for (const line of acceptance.run) {
    output.add(`$ ${line}\n`);
    const end = await runLine(line, setting);
    const verdict = end.how === 'stopped' ? onStop(line, { acceptance, signal }) : verdictOn(line, end);
    if (verdict.passed !== true) return verdict;
  }
  return { passed: true };
}

function onStop(line: string, { acceptance, signal }: Pick<Trial, 'acceptance' | 'signal'>): Verdict {
  if (signal.aborted) return { passed: undefined, because: `The check is broken off while ${quote(line)} runs.` };
  return { passed: false, because: `${quote(line)} still runs after ${formatDuration(acceptance.timeoutMs)}, the time for all command lines together, and is ended.` };
}
