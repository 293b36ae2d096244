import type { Seat, TmuxSettings } from '../manifest/manifest.ts';
import type { Address } from '../state/address.ts';
import type { Care } from '../state/care.ts';
import type { MemberSettings } from '../state/desired.ts';
import type { WorktreeRecord } from '../state/observed.ts';
import type { Environment } from '../state/whereabouts.ts';

/**
 * A whole team at one moment, as `schemas/snapshot.schema.json` describes it: `metadata`, `sessions` and `createdAt` are
 * version 1 of a format that others read, too, and `coders` is ours. It holds no value of an environment but those that
 * say where a tool keeps its files.
 */
export interface Snapshot {
  readonly metadata: {
    readonly version: 1;
    /** Milliseconds since the Unix epoch. */
    readonly timestamp: number;
    readonly hostname: string;
    readonly platform: string;
    readonly sessionCount: number;
  };
  readonly createdAt: string;
  readonly sessions: readonly SnapshotSession[];
  readonly coders: SnapshotTeam;
}

export interface SnapshotSession {
  readonly sessionName: string;
  readonly sessionId: string;
  readonly createdAt: string;
  readonly windows: readonly SnapshotWindow[];
}

export interface SnapshotWindow {
  readonly windowId: string;
  readonly windowName: string;
  readonly index: number;
  readonly active: boolean;
  readonly layout: string;
  readonly panes: readonly SnapshotPane[];
}

export interface SnapshotPane {
  readonly paneId: string;
  readonly windowId: string;
  readonly sessionName: string;
  readonly index: number;
  readonly title: string;
  readonly command: string;
  readonly workingDirectory: string;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly dead: boolean;
  /** Where the tool of a member's keeps its files; empty for any other pane. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whose it is; absent for a pane that somebody else opened. */
  readonly member?: Address;
}

export interface SnapshotTeam {
  readonly id: string;
  readonly team: string;
  /** Why it was taken, as a phrase. */
  readonly why: string;
  readonly manifest: {
    readonly file: string;
    /** As applied, but for the values of `env`: each is a reference to a variable that `withheld` names. */
    readonly text: string;
    readonly withheld: readonly Withheld[];
  };
  readonly tmux: TmuxSettings;
  readonly appliedAt: string;
  /** Whether the supervisor kept it. */
  readonly kept: boolean;
  readonly members: readonly SnapshotMember[];
  readonly worktrees: readonly SnapshotWorktree[];
  readonly repositories: readonly SnapshotRepository[];
  readonly cares: readonly Care[];
}

/** A value of `env` that stands in the manifest and not in the snapshot. */
export interface Withheld {
  readonly variable: string;
  /** Keys from the manifest's root. */
  readonly path: readonly (string | number)[];
}

export interface SnapshotMember {
  readonly address: Address;
  readonly seat: Seat;
  readonly tool: string;
  readonly model: string;
  readonly role: string;
  readonly directory: string;
  readonly branch?: string;
  /** Whether its program ran. */
  readonly running: boolean;
  /** Its latest launch; absent where it was never launched. */
  readonly launch?: SnapshotLaunch;
}

export interface SnapshotLaunch {
  readonly epoch: number;
  readonly fingerprint: string;
  /** Absent where only its window tells of it. */
  readonly at?: string;
  /** The runner's name for it; absent where it was ended on purpose. */
  readonly conversation?: string;
  /** The tool's own; absent where the tool did not have it. */
  readonly conversationName?: string;
  readonly whereabouts?: Environment;
  /** As launched, as far as no secret can be in it: variables by name only. Absent where only its window tells of it. */
  readonly settings?: LaunchedSettings;
}

export type LaunchedSettings = Pick<MemberSettings, 'tool' | 'model' | 'role' | 'brief' | 'directory' | 'permissionMode'> & { readonly env: readonly string[] };

export interface SnapshotWorktree extends WorktreeRecord {
  /** `missing`: nothing of it stood in git any more; `gone`: git knew it, and its directory was gone; `unknown`: its repository could not be read. */
  readonly state: 'present' | 'missing' | 'gone' | 'unknown';
  readonly head?: string;
  /** The branch it was on, which may be another than the one it was made for. */
  readonly on?: string;
  readonly dirty?: boolean;
  /** Why not all is known of it. */
  readonly problem?: string;
}

export interface SnapshotRepository {
  readonly path: string;
  readonly head?: string;
  readonly branch?: string;
  readonly dirty?: boolean;
  /** Why not all is known of it. */
  readonly problem?: string;
}
