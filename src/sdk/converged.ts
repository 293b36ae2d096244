import { convergedText } from '../cli/reporters/outcome.ts';
import type { Outcome } from '../reconcile/outcome.ts';

/** As `schemas/apply.schema.json` describes it, as far as it is told on. */
export interface ConvergedDocument {
  readonly team: string;
  readonly outcome: Outcome;
}

/** Something could not be made so: the message says what and why, in the words of the command line. */
export class NotConverged extends Error {
  override readonly name = 'NotConverged';
  readonly team: string;
  constructor({ team, outcome }: ConvergedDocument) {
    super(convergedText({ outcome, results: [] }, { color: false, interactive: true }));
    this.team = team;
  }
}

/** Throws NotConverged for what failed or is blocked. What is on its way is no failure. */
export function requireProgress(converged: ConvergedDocument): void {
  const { state } = converged.outcome;
  if (state === 'failed' || state === 'blocked') throw new NotConverged(converged);
}
