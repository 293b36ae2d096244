import type { DeferredField } from '../manifest/manifest.ts';
import type { Address } from '../state/address.ts';
import type { Checkin } from '../state/checkin.ts';
import type { DesiredMember } from '../state/desired.ts';
import type { Mission } from '../state/mission.ts';
import type { LaunchRecord, ObservedPane, WorktreeRecord } from '../state/observed.ts';
import type { RemoteMember } from '../state/sharing.ts';
import type { PaneTag } from '../state/tag.ts';
import type { Difference } from './difference.ts';

/** What a change does to a running agent, from nothing to the end of its conversation. */
export type Impact = 'none' | 'live' | 'when-idle' | 'restart' | 'replace';

/** The ordered changes that make what is into what should be. */
export interface Plan {
  readonly team: string;
  /** In an order that can be carried out from first to last; `after` says which may run side by side. */
  readonly steps: readonly Step[];
  /** Left as it is on purpose, and why. */
  readonly untouched: readonly Remark[];
  /** What can not be done, and why: apply does the rest and ends blocked. */
  readonly refused: readonly Remark[];
  readonly deferred: readonly DeferredField[];
  /** Members that other hosts run: nothing is planned for them here. */
  readonly elsewhere: readonly RemoteMember[];
  /** What the store should know and does not; changes nothing in the world. */
  readonly bookkeeping: Bookkeeping;
}

export interface Bookkeeping {
  readonly launches: readonly LaunchRecord[];
  readonly worktrees: readonly WorktreeRecord[];
  /** Paths of worktrees that are gone for good. */
  readonly forgotten: readonly string[];
}

export interface Remark {
  readonly address: Address;
  readonly reason: string;
}

/** One host call, with its reason. */
export interface Step {
  /** Unique in its plan: `open-window member/storefront/cart`. */
  readonly id: string;
  readonly address: Address;
  readonly action: Action;
  readonly cause: string;
  readonly impact: Impact;
  readonly differences: readonly Difference[];
  /** Ids of steps that must have been done before. */
  readonly after: readonly string[];
  /** Not done now: what it waits for. Its impact is `when-idle`, and `then` what it will be when it runs. */
  readonly waits?: { readonly for: string; readonly then: Impact };
  /** What is lost by it; a person is asked first. */
  readonly destroys?: string;
}

export type Action =
  | CreateWorktree
  | { readonly type: 'forget-worktree'; readonly repository: string; readonly path: string }
  | { readonly type: 'restore-branch'; readonly repository: string; readonly branch: string; readonly commit: string }
  | { readonly type: 'rename-branch'; readonly repository: string; readonly from: string; readonly to: string; readonly record: WorktreeRecord }
  | { readonly type: 'move-worktree'; readonly repository: string; readonly from: string; readonly to: string; readonly record: WorktreeRecord }
  | { readonly type: 'save-work'; readonly repository: string; readonly path: string; readonly ref: string }
  | { readonly type: 'remove-worktree'; readonly repository: string; readonly path: string; readonly savedBy?: string }
  /** `endsSurvivors`: an earlier launch lost its window without being ended, and may live on without one. */
  | { readonly type: 'open-window'; readonly launch: MemberLaunch; readonly endsSurvivors: boolean }
  | { readonly type: 'respawn-window'; readonly pane: ObservedPane; readonly launch: MemberLaunch }
  /** `keepsConversation`: it is to be gone on with later. */
  | { readonly type: 'close-window'; readonly pane: ObservedPane; readonly keepsConversation?: true }
  /** `adopts`: the launch as it is known from now on, where it is to count as one with the settings that are wanted. */
  | { readonly type: 'tag-window'; readonly pane: ObservedPane; readonly tag: PaneTag; readonly adopts?: LaunchRecord }
  | { readonly type: 'rename-window'; readonly pane: ObservedPane; readonly name: string }
  | { readonly type: 'add-mission'; readonly mission: Mission }
  | ChangeMission
  | WithdrawMission
  | { readonly type: 'add-checkin'; readonly checkin: Checkin }
  /** `anew`: it is due at other times, counted from now. */
  | { readonly type: 'change-checkin'; readonly checkin: Checkin; readonly anew: boolean }
  | { readonly type: 'remove-checkin' };

export interface CreateWorktree {
  readonly type: 'create-worktree';
  readonly repository: string;
  readonly path: string;
  readonly branch: string;
  /** `from` is shown to a person; the commit is what a new branch starts at. */
  readonly start: { readonly at: 'existing-branch' } | { readonly at: 'commit'; readonly commit: string; readonly from: string };
  readonly record: WorktreeRecord;
}

export interface ChangeMission {
  readonly type: 'change-mission';
  readonly mission: Mission;
  /** What becomes of it: nothing; its tries begin from the first; or the try under way ends, and another begins. */
  readonly then: 'goes-on' | 'starts-over' | 'is-given-out-anew';
}

export interface WithdrawMission {
  readonly type: 'withdraw-mission';
  readonly evenIfGivenOut: boolean;
}

export interface MemberLaunch {
  readonly member: DesiredMember;
  readonly epoch: number;
  /** `id` is the runner's, `name` the tool's own; many tools take the runner's. */
  readonly conversation: { readonly is: 'new'; /** Told after the brief. */ readonly handover?: string } | { readonly is: 'resumed'; readonly id: string; readonly name: string; readonly withBrief: boolean };
}

export type ActionType = Action['type'];

export function stepId(type: ActionType, address: Address): string {
  return `${type} ${address}`;
}
