import { quote } from '../../diagnostics/words.ts';
import type { LineEnd } from './command-line.ts';

/** What a command line's end says of the work: nothing against it, that it is not done, or nothing, for what failed was not the work. */
export type Verdict = { readonly passed: true } | { readonly passed: false | undefined; readonly because: string };

/** What programs exit with that want to be tried again: EX_TEMPFAIL of sysexits.h. */
const tryAgain = 75;
/** How a shell says that SIGKILL or SIGTERM ended what it ran. */
const killedBelow: Readonly<Record<number, NodeJS.Signals>> = { 137: 'SIGKILL', 143: 'SIGTERM' };
/** Signals that a program brings upon itself: they are a fault of the work. Others come from elsewhere, as where memory is short. */
const ownFaults: ReadonlySet<string> = new Set(['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGSYS', 'SIGTRAP', 'SIGPIPE']);

/** For every end but that by us, which only the one who stopped it can judge. */
export function verdictOn(line: string, end: Exclude<LineEnd, { readonly how: 'stopped' }>): Verdict {
  if (end.how === 'not started') return { passed: undefined, because: `${quote(line)} can not be started: ${end.because}.` };
  if (end.how === 'killed') return { passed: ownFaults.has(end.signal) ? false : undefined, because: `${quote(line)} is ended by ${end.signal}.` };
  return onExitCode(line, end.exitCode);
}

function onExitCode(line: string, exitCode: number): Verdict {
  if (exitCode === 0) return { passed: true };
  if (exitCode === tryAgain) return { passed: undefined, because: `${quote(line)} asks to be tried again later, by exit code ${tryAgain}.` };
  const signal = killedBelow[exitCode];
  if (signal !== undefined) return { passed: undefined, because: `${quote(line)} exits with ${exitCode}: ${signal} ended a program of it.` };
  return { passed: false, because: `${quote(line)} fails with exit code ${exitCode}.` };
}
