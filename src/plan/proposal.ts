import type { Address } from '../state/address.ts';
import type { LaunchRecord, WorktreeRecord } from '../state/observed.ts';
import { stepId, type Action, type Remark, type Step } from './plan.ts';

/** A plan under way: each kind of thing adds what it needs. */
export interface Proposal {
  readonly steps: Step[];
  readonly untouched: Remark[];
  readonly refused: Remark[];
  readonly launches: LaunchRecord[];
  readonly worktrees: WorktreeRecord[];
  readonly forgotten: string[];
}

export function emptyProposal(): Proposal {
  return { steps: [], untouched: [], refused: [], launches: [], worktrees: [], forgotten: [] };
}

type Details = Partial<Pick<Step, 'impact' | 'differences' | 'after' | 'waits' | 'destroys'>>;

/** Every step says why; by default it touches no running agent and waits for nothing. */
export function step(address: Address, action: Action, cause: string, details: Details = {}): Step {
  return { id: stepId(action.type, address), address, action, cause, impact: 'none', differences: [], after: [], ...details };
}
