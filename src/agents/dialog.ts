import type { Question } from '../state/evidence.ts';

/** A question that stands on a tool's screen, and what is pressed to answer it. */
export interface Dialog {
  /** The adapter's rule that recognised it, as `coders why` says it. */
  readonly rule: string;
  readonly question: Question;
  /** The keys in order; undefined for an answer that this dialog does not take, or whose keys are not known for certain. */
  keysFor(answer: Answer): readonly DialogKey[] | undefined;
}

/** A person's answer: a permission given or refused, or words. */
export type Answer = { readonly say: 'yes' } | { readonly say: 'no' } | { readonly say: 'text'; readonly text: string };

/** A tmux key name, or text to type. */
export type DialogKey = { readonly press: string } | { readonly type: string };
