/**
 * One thing that is otherwise than when coders was tested: `wrong` where an agent would be misread or not be reached,
 * `weaker` where another source still tells it right, `unknown` where it was not seen in the time there was.
 */
export interface Mismatch {
  readonly kind: 'wrong' | 'weaker' | 'unknown';
  /** What follows "With version 2.1.329", without a full stop: "its title does not tell that it works". */
  readonly clause: string;
}

export function wrong(clause: string): Mismatch {
  return { kind: 'wrong', clause };
}
