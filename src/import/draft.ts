import type { Field } from './manifest-text.ts';

/** A manifest to be, and what a person who reads it should know of it. */
export interface Draft {
  readonly explanation: string;
  readonly fields: readonly Field[];
}
