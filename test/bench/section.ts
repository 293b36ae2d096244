import type { Contestant, Result } from './race.ts';
import type { Surroundings } from './surroundings.ts';

/** A part of the bench that `--only` can name. */
export interface Section {
  readonly name: string;
  measure(context: BenchContext): readonly Finding[] | Promise<readonly Finding[]>;
}

export interface BenchContext {
  /** How often each contestant is measured. */
  readonly runs: number;
  /** The program's argv. */
  readonly coders: readonly string[];
  /** A new place of its own, removed at the end of the bench. */
  place(): Surroundings;
  /** What to say of a peer that is not here; undefined when it is. */
  absent(peer: Peer): string | undefined;
}

export type Peer = 'tmuxp' | 'tmuxinator';

/** What was found, ready to be printed. */
export interface Finding {
  readonly title: string;
  readonly table: Table;
  readonly aims?: readonly Aim[];
  readonly remarks?: readonly string[];
}

export type Table =
  /** Times; each is also shown as a multiple of those named in `against`. */
  | { readonly kind: 'times'; readonly results: readonly Result[]; readonly against: readonly string[] }
  | { readonly kind: 'counts'; readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] };

export interface Aim {
  readonly aim: string;
  readonly found: string;
  readonly met: boolean;
}

/** An aim that one figure is at most so large. */
export function atMost(aim: string, ratio: number, limit: number): Aim {
  return { aim, found: `${ratio.toFixed(2)}×`, met: ratio <= limit };
}

/** The start of Node itself: what no program written for it can be faster than. */
export const nodeStart = 'node -e 0';

export type { Contestant, Result };
