import { quote } from '../diagnostics/words.ts';
import type { CommitRules } from '../manifest/discipline.ts';

/** A commit, as far as rules on commits go. */
export interface JudgedCommit {
  readonly id: string;
  readonly subject: string;
  readonly files: number;
}

type Fault = (commit: JudgedCommit, rules: CommitRules) => string | undefined;

const faults: readonly Fault[] = [
  ({ files }, { maxFiles }) => (maxFiles === undefined || files <= maxFiles ? undefined : `it changes ${files} files, and ${maxFiles} are allowed`),
  ({ subject }, { message }) => (message === undefined || new RegExp(message, 'u').test(subject) ? undefined : `its first line does not match "${message}"`),
];

/** What speaks against a commit, as phrases. */
export function commitFaults(commit: JudgedCommit, rules: CommitRules): readonly string[] {
  return faults.flatMap((fault) => fault(commit, rules) ?? []);
}

/** The name that people know a commit by, and what it says of itself. */
export function commitWords({ id, subject }: Pick<JudgedCommit, 'id' | 'subject'>): string {
  return `${id.slice(0, 10)} ${quote(subject)}`;
}
