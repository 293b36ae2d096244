import type { Prompt } from '../health/tend/patient.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import { worded } from '../manifest/worded.ts';
import { seatIn, type Address } from '../state/address.ts';
import { formatDuration } from '../util/duration.ts';
import { commitWords, type JudgedCommit } from './commit-faults.ts';

/** Ids are the same however often they are decided: each is said once. */

/** Said once for each time that work has been lying about. */
export function commitPrompt(to: Address, { since, now }: { readonly since: number; readonly now: number }, prompts?: PromptTexts): Prompt {
  return { id: `commits:${seatIn(to)}:${since}`, to, when: 'idle', text: worded('uncommitted', { time: formatDuration(now - since) }, prompts) };
}

/** A commit with what speaks against it. */
export interface FaultyCommit {
  readonly commit: JudgedCommit;
  readonly faults: readonly string[];
}

/** Said once for the commits that were new together. */
export function faultsPrompt(to: Address, faulty: readonly FaultyCommit[], prompts?: PromptTexts): Prompt {
  const lines = faulty.map(({ commit, faults }) => `  ${commitWords(commit)}: ${faults.join('; ')}.`);
  const [commits, verb, them] = faulty.length === 1 ? ['A commit', 'does', 'it'] as const : [`${faulty.length} commits`, 'do', 'them'] as const;
  return {
    id: `commits:${seatIn(to)}:${faulty.at(-1)!.commit.id.slice(0, 12)}`,
    to,
    when: 'idle',
    text: worded('faults', { commits, do: verb, faults: lines.join('\n'), them }, prompts),
  };
}

/** Said once for each commit that the tests fail at. */
export function testsPrompt(to: Address, { commit, test, output }: { readonly commit: string; readonly test: string; readonly output: string }, prompts?: PromptTexts): Prompt {
  return { id: `commits:${seatIn(to)}:${commit.slice(0, 12)}:tests`, to, when: 'idle', text: worded('tests', { commit: commit.slice(0, 10), command: test, output }, prompts) };
}
