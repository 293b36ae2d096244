import type { Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';

/** One thing that is dead, and may go. */
export type Rubbish =
  /** A worktree of a dead team, with nothing in it that is not elsewhere. */
  | { readonly is: 'worktree'; readonly team: AppliedTeam; readonly address: Address; readonly repository: string; readonly path: string; readonly ignored: readonly string[] }
  /** What git keeps of a worktree whose directory is gone. */
  | { readonly is: 'worktree-record'; readonly team: AppliedTeam; readonly address: Address; readonly repository: string; readonly path: string }
  /** A checkout of the runner's own that was for a dead team. */
  | ({ readonly is: 'own-checkout'; readonly team: AppliedTeam } & OwnCheckout)
  /** One in which a project merged that merges no more, or one of a team that nobody knows. */
  | ({ readonly is: 'merge-checkout'; readonly of: { readonly team: string; readonly project: string } } & OwnCheckout)
  | { readonly is: 'team'; readonly team: AppliedTeam }
  | { readonly is: 'spool'; readonly path: string }
  | { readonly is: 'lock'; readonly name: string }
  | { readonly is: 'socket'; readonly path: string }
  | { readonly is: 'snapshot'; readonly path: string };

/** A checkout that no member works in. */
export interface OwnCheckout {
  readonly repository: string;
  readonly path: string;
  readonly ignored: readonly string[];
  /** What it is at, where no branch has that: it is kept at a ref. */
  readonly commit?: string;
}

/** What looks dead and stays, and why. */
export interface Stay {
  readonly what: string;
  readonly reason: string;
}

/** What was found, in the order in which it is cleared. */
export interface Findings {
  readonly rubbish: readonly Rubbish[];
  readonly stays: readonly Stay[];
}

export const nothingFound: Findings = { rubbish: [], stays: [] };

export function together(findings: readonly Findings[]): Findings {
  return { rubbish: findings.flatMap(({ rubbish }) => rubbish), stays: findings.flatMap(({ stays }) => stays) };
}
