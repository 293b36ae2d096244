import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Draft } from '../normalize.ts';

/** One obligation on a manifest. It looks at the whole team and says every breach; it never needs another rule to hold. */
export interface Rule {
  readonly name: string;
  /** The obligation in one sentence. */
  readonly sentence: string;
  check(draft: Draft): Iterable<Diagnostic>;
}
