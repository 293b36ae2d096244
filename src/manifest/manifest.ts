import type { Place } from '../diagnostics/diagnostic.ts';
import type { DeclaredTool } from './declared-tool.ts';
import type { ManifestCheckin } from './checkin.ts';
import type { ProjectDiscipline } from './discipline.ts';
import type { ManifestMission, TierRule } from './mission.ts';
import type { PermissionRule } from './permission.ts';
import type { PromptTexts } from './prompts.ts';
import type { NotifyTarget, Rate, Reaction } from './reaction.ts';
import type { TeamSharing } from './sharing.ts';

/** A valid team: shorthands spelled out, defaults applied, paths absolute, texts read. */
export interface Manifest {
  readonly team: string;
  /** Absolute path of the file it was read from, and that file's folder. */
  readonly file: string;
  readonly directory: string;
  readonly tmux: TmuxSettings;
  readonly orchestrator?: Member;
  readonly projects: readonly Project[];
  /** What the test of a tool says to bring it into a state, by tool. */
  readonly tests: Readonly<Record<string, ToolTest>>;
  readonly limits: TeamLimits;
  /** When the team works, and what becomes of it outside of that; always when absent. */
  readonly schedule?: WorkingHours;
  /** How long the team may live, counted from its first apply, in milliseconds; for ever when absent. */
  readonly ttlMs?: number;
  /** Which model which work asks for, above the usual table. */
  readonly modelTiers: readonly TierRule[];
  /** Absent where the team has no Redis: then this machine has it alone. */
  readonly sharing?: TeamSharing;
  /** What is done when something happens: the team's, then those of its projects. */
  readonly reactions: readonly Reaction[];
  readonly notify: readonly NotifyTarget[];
  /** In what words the runner says things, where those are the team's own; absent where it has none. */
  readonly prompts?: PromptTexts;
  /** Fields that are valid but that this version does not act on yet; `plan` names each. */
  readonly deferred: readonly DeferredField[];
}

export interface TmuxSettings {
  /** A socket name for `tmux -L`, or an absolute path for `tmux -S`; `default` is the person's own server. */
  readonly socket: string;
  /** Absolute path of a tmux configuration that the private server loads; none by default. */
  readonly config?: string;
}

/** Prompts with `{file}` in them. */
export interface ToolTest {
  readonly busy?: string;
  readonly dialog?: string;
}

export interface DeferredField {
  /** Dotted path in the manifest: `projects.storefront.commits`. */
  readonly path: string;
  readonly place: Place;
}

export interface Project extends ProjectDiscipline {
  readonly name: string;
  /** Absolute path of the git repository. */
  readonly repo: string;
  /** What new branches start from; the repository's current branch when absent. */
  readonly base?: string;
  readonly spec?: TextFile;
  readonly prd?: TextFile;
  /** The command that runs the project's tests. */
  readonly test?: string;
  /** The project manager first, then the engineers in the order written. */
  readonly members: readonly Member[];
  /** In the order written. */
  readonly missions: readonly ManifestMission[];
}

/** A file a person named, with what it says now. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export type Seat = 'orchestrator' | 'pm' | 'engineer';

export interface Member {
  readonly seat: Seat;
  /** Absent for the orchestrator. */
  readonly project?: string;
  /** `orchestrator`, `pm`, or the engineer's own name (`search-2` for the second of a `count`). */
  readonly name: string;
  readonly role: Role;
  /** The machine that runs it; absent in a team that names no hosts. */
  readonly host?: string;
  readonly tool: string;
  /** A tier (`opus`, `sonnet`, `haiku`) or a model id that the tool knows; the role's tier by default. */
  readonly model: string;
  /** What this member is told beyond its role, spec and PRD. */
  readonly brief?: string;
  /** Absolute path that the agent runs in. */
  readonly directory: string;
  /** Where its own checkout is made; absent when it works in a directory that exists. */
  readonly worktree?: { readonly path: string; readonly branch: string };
  /** Path of the tool's program, when not the one on PATH. */
  readonly binary?: string;
  /** Address of the model server that the tool talks to, when not its maker's. */
  readonly baseUrl?: string;
  /** That server is an Ollama, and its address has no path. */
  readonly ollama?: true;
  /** What the manifest says of a tool that is not built in. */
  readonly declared?: DeclaredTool;
  /** The versions of its program that it may be started with; any when absent. */
  readonly pin?: VersionPin;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly permissionMode?: string;
  /** Its own rules, then the defaults'. */
  readonly permissions: readonly PermissionRule[];
  readonly care: CarePolicy;
  /** Whom it may write to besides its superior, in place of the usual: members, `role:…`, `project:…`, `all`, `person`. */
  readonly talksTo?: readonly string[];
  /** In the order written. */
  readonly checkins: readonly ManifestCheckin[];
  /** Program and arguments of a `tool: command` member. */
  readonly command?: readonly string[];
  readonly place: Place;
}

/** How the supervisor cares for a member. The member is told nothing of it. */
export interface CarePolicy {
  readonly restart: RestartPolicy;
  /** How long a member that works may go without a sign of life before it is looked into, in milliseconds. */
  readonly stuckAfterMs: number;
  /** How long the runner may be without any evidence of a live member before it calls it unresponsive, in milliseconds. */
  readonly heartbeatMs: number;
  /** What part of its context a member may fill before it is asked for a hand-over note, from 0 to 1; absent where it never is. */
  readonly handoverAt?: number;
}

export interface RestartPolicy {
  /** `on-failure` leaves a member that ended with code 0 as it is. */
  readonly policy: 'always' | 'on-failure' | 'never';
  /** So many ends within `windowMs` put the member into quarantine. */
  readonly max: number;
  readonly windowMs: number;
  /** The pause before a start after a crash: the first one, doubled with each further crash, and the longest, in milliseconds. */
  readonly backoff: { readonly firstMs: number; readonly mostMs: number };
}

/** What holds where the manifest says nothing; the schema says the same. */
export const usualCare: CarePolicy = {
  restart: { policy: 'always', max: 5, windowMs: 10 * 60_000, backoff: { firstMs: 2000, mostMs: 10 * 60_000 } },
  stuckAfterMs: 20 * 60_000,
  heartbeatMs: 150_000,
};

/** Caps on a whole team; each absent where there is none. */
export interface TeamLimits {
  /** How many agents run at once. */
  readonly agents?: number;
  /** How many are started at most within a time. */
  readonly spawnRate?: Rate;
  /** Bytes that one agent and all that it started may hold. */
  readonly memoryBytes?: number;
}

/** Two cron expressions, as `croner` reads them. */
export interface WorkingHours {
  readonly start: string;
  readonly stop: string;
  /** Such as `Europe/Berlin`; the machine's when absent. */
  readonly timezone?: string;
  /** Whether the agents stay, and are given nothing, or are ended with their conversations kept. */
  readonly onStop: 'park' | 'down';
}

/** A version range, and where it is written. */
export interface VersionPin {
  readonly range: string;
  readonly place: Place;
}

export interface Role {
  readonly name: string;
  /** The role's brief: built in, or the person's override. */
  readonly text: string;
}
