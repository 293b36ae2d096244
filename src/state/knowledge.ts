import type { Correspondent } from './mail.ts';

/** Something that a team knows: a value under a key that somebody set, or a sentence that somebody learned. */
export interface Knowledge {
  readonly key: string;
  readonly kind: 'context' | 'learning';
  /** Absent for what concerns the whole team. */
  readonly project?: string;
  readonly value: string;
  readonly author: Correspondent;
  /** What its author had checked out then, or for a learning the commit that holds it; absent outside of a repository. */
  readonly commit?: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** How often somebody asked for it. */
  readonly uses: number;
}
