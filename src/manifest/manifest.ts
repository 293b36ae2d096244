import type { Place } from '../diagnostics/diagnostic.ts';
import type { DeclaredTool } from './declared-tool.ts';
import type { PermissionRule } from './permission.ts';

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
  /** Dotted path in the manifest: `projects.storefront.missions`. */
  readonly path: string;
  readonly place: Place;
}

export interface Project {
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
  /** How long it may work without a sign of life. */
  readonly stuckAfterMs: number;
  /** Program and arguments of a `tool: command` member. */
  readonly command?: readonly string[];
  readonly place: Place;
}

/** How long a member may work without a sign of life where nothing is said of it; the schema says the same. */
export const usualStuckAfterMs = 20 * 60_000;

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
