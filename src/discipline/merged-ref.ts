import { seatIn, type Address } from '../state/address.ts';

/** What keeps an accepted commit once it is merged: squashed or put on top of another, it is in no branch as it was. */
export function mergedRef(team: string, mission: Address): string {
  return `refs/coders/${team}/merged/${seatIn(mission)}`;
}

/** Where the runner saves what a member leaves uncommitted. */
export function uncommittedRef(team: string, worktree: Address): string {
  return `refs/coders/${team}/uncommitted/${seatIn(worktree)}`;
}
