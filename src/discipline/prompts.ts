import type { Prompt } from '../health/tend/patient.ts';
import { seatIn, type Address } from '../state/address.ts';
import { formatDuration } from '../util/duration.ts';
import { commitWords, type JudgedCommit } from './commit-faults.ts';

/** Ids are the same however often they are decided: each is said once. */

/** Said once for each time that work has been lying about. */
export function commitPrompt(to: Address, since: number, now: number): Prompt {
  return {
    id: `commits:${seatIn(to)}:${since}`,
    to,
    when: 'idle',
    text: `There is work in your directory that has not been committed for ${formatDuration(now - since)}. Commit what holds together now, in small commits, and go on with the rest. If nothing of it is to stay, take it back.`,
  };
}

/** A commit with what speaks against it. */
export interface FaultyCommit {
  readonly commit: JudgedCommit;
  readonly faults: readonly string[];
}

/** Said once for the commits that were new together. */
export function faultsPrompt(to: Address, faulty: readonly FaultyCommit[]): Prompt {
  const lines = faulty.map(({ commit, faults }) => `  ${commitWords(commit)}: ${faults.join('; ')}.`);
  const [one] = faulty;
  return {
    id: `commits:${seatIn(to)}:${faulty.at(-1)!.commit.id.slice(0, 12)}`,
    to,
    when: 'idle',
    text: `${faulty.length === 1 && one !== undefined ? 'A commit' : `${faulty.length} commits`} of yours ${faulty.length === 1 ? 'does' : 'do'} not keep to the rules of this project:\n${lines.join('\n')}\nPut it right where nobody builds on ${faulty.length === 1 ? 'it' : 'them'} yet, and keep to the rules from now on.`,
  };
}

/** Said once for each commit that the tests fail at. */
export function testsPrompt(to: Address, { commit, test, output }: { readonly commit: string; readonly test: string; readonly output: string }): Prompt {
  return {
    id: `commits:${seatIn(to)}:${commit.slice(0, 12)}:tests`,
    to,
    when: 'idle',
    text: `The tests of this project fail at your commit ${commit.slice(0, 10)}, and are to succeed at each commit that you leave. The runner ran ${test} in your directory:\n\n${output}\n\nPut it right, and commit that.`,
  };
}
