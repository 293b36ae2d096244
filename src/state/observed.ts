import type { Address } from './address.ts';
import type { Care } from './care.ts';
import type { CheckinRecord } from './checkin.ts';
import type { MemberSettings } from './desired.ts';
import type { Verdict } from './evidence.ts';
import type { MissionRecord } from './mission.ts';
import type { Environment } from './whereabouts.ts';
import type { PaneTag } from './tag.ts';

/** A snapshot of the world, as far as one team needs it. */
export interface Observed {
  readonly tmux: ObservedTmux;
  /** By the repository path that the manifest gives. */
  readonly repositories: ReadonlyMap<string, ObservedRepository>;
  /** What the store remembers of this team's launches: of each member the latest that got a pane, and all that were tried since. */
  readonly launches: readonly LaunchRecord[];
  /** Worktrees that this team made or adopted, whether or not they still exist. */
  readonly worktrees: readonly WorktreeRecord[];
  /** Conversations that exist where their tool keeps them, each with the tool's own name for it: only these can be resumed. */
  readonly conversations: ReadonlyMap<string, string>;
  /** What each live agent is doing, by pane id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Paths that a worktree is wanted at, and where something else stands. */
  readonly occupied: ReadonlySet<string>;
  /** Which version of its program each member would be started with, by address: only of those who are particular about it. */
  readonly versions: ReadonlyMap<Address, FoundVersion>;
  /** How the supervisor cares for members: only of those there is something to say of. */
  readonly cares: ReadonlyMap<Address, Care>;
  /** Panes whose program runs in a directory that was deleted under it, where the system tells. */
  readonly uprooted: ReadonlySet<string>;
  /** All missions of the team, by address, in the order in which they were added. */
  readonly missions: ReadonlyMap<Address, MissionRecord>;
  /** All check-ins of the team, by address, in the order in which they were added; absent where nobody looked. */
  readonly checkins?: ReadonlyMap<Address, CheckinRecord>;
}

/** A program, and its version, or in a sentence why that can not be told. */
export type FoundVersion = { readonly program: string; readonly version: string } | { readonly problem: string };

export type ObservedTmux = { readonly running: false } | RunningTmux;

export interface RunningTmux {
  readonly running: true;
  /** Names this run of the server (its pid and start time): pane ids mean something only within it. */
  readonly server: string;
  /** The configuration files that it read when it started; absent where that was not looked at. */
  readonly configuration?: string;
  readonly panes: readonly ObservedPane[];
}

export interface ObservedPane {
  /** Such as `%7`: unique and never used again while the server lives. */
  readonly id: string;
  /** Which run of the server it belongs to. */
  readonly server: string;
  readonly session: string;
  readonly window: string;
  readonly windowName: string;
  readonly pid: number;
  readonly title: string;
  readonly tag?: PaneTag;
  /** The tag's text where it is not one of ours. */
  readonly strayTag?: string;
  /** Set once the program has ended. `code` is absent when a signal ended it. */
  readonly dead?: { readonly code?: number; readonly signal?: number; /** Milliseconds since the Unix epoch; tmux before 3.3 does not tell. */ readonly at?: number };
  /** A person's terminal shows this window now. */
  readonly attended: boolean;
}

export type ObservedRepository =
  | { readonly state: 'absent' }
  | { readonly state: 'unusable'; readonly reason: string }
  | UsableRepository;

export interface UsableRepository {
  readonly state: 'usable';
  /** The main work tree's top, or the bare repository itself. */
  readonly root: string;
  /** The branch the main work tree is on; undefined when its HEAD is detached. */
  readonly currentBranch?: string;
  /** Commit ids by full local ref name and by remote-tracking ref name. */
  readonly refs: ReadonlyMap<string, string>;
  readonly head: string;
  readonly worktrees: readonly ObservedWorktree[];
}

export interface ObservedWorktree {
  readonly path: string;
  /** The commit checked out; undefined while its branch has none. */
  readonly head?: string;
  /** Short branch name; undefined when HEAD is detached. */
  readonly branch?: string;
  /** Its directory is gone, only git's record of it remains. */
  readonly gone: boolean;
  readonly locked?: string;
  /** The branch's ref was removed under the checkout; this is the last commit it was on. */
  readonly lostCommit?: string;
  /** Looked at only where the plan may remove it. */
  readonly work?: WorktreeWork;
}

/** What would be lost if a worktree were removed. */
export interface WorktreeWork {
  /** Changed or untracked paths, ignored ones not counted. */
  readonly uncommitted: readonly string[];
  /** Commits on its HEAD that no other branch and no remote has. */
  readonly unmerged: number;
  /** Ignored paths that go with the directory. */
  readonly ignored: readonly string[];
  /** Why it can not be saved: a repository inside it, a merge or rebase under way. */
  readonly obstacle?: string;
}

/** What the store keeps of a launch; written before the launch is tried. */
export interface LaunchRecord {
  readonly address: Address;
  readonly epoch: number;
  readonly fingerprint: string;
  /** The conversation's name in its tool; absent once the conversation was ended on purpose. */
  readonly conversation?: string;
  /** As it was launched, env values hashed: for saying what differs. */
  readonly settings: MemberSettings;
  /** Variables that decide where the tool keeps its files, as the agent was given them (see `agentEnvironment`). Absent for a launch by an older version. */
  readonly whereabouts?: Environment;
  /** Where it was put, once that is known. */
  readonly pane?: { readonly id: string; readonly server: string };
  /** The prompt that it was launched with: the first of its conversation, or a further one. Absent for none, and for a launch by an older version. */
  readonly prompt?: LaunchPrompt;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export type LaunchPrompt = 'first' | 'further';

export interface WorktreeRecord {
  readonly address: Address;
  readonly repository: string;
  readonly path: string;
  readonly branch: string;
  /** What the manifest named as base when this was last applied. */
  readonly base?: string;
}
