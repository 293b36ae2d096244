/** A point in a text. Lines and columns count from 1, offsets from 0, all in UTF-16 units. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of one file's text; `end` is exclusive. */
export interface Place {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export type Severity = 'error' | 'warning';

/** One thing to say about a text a person wrote: where it is, what is wrong, what would be valid. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable and kebab-case, such as `unknown-key`: scripts match on it, messages may be reworded. */
  readonly code: string;
  /** A full sentence in the present tense that quotes the person's own words. */
  readonly message: string;
  readonly place: Place;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
  /** What would be valid, or what to type. */
  readonly hint?: string;
}
