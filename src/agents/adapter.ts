import type { MemberSettings } from '../state/desired.ts';
import type { Evidence } from '../state/evidence.ts';
import type { Delivery } from './delivery.ts';

/** What the runner knows of one tool. Pure: it says what to run and what to read, and touches nothing. */
export interface Adapter {
  readonly tool: string;
  /** The program looked for on PATH when the manifest names none. */
  readonly program: string;
  /** How a model tier is called by this tool; other names pass as they are. */
  readonly models: Readonly<Record<string, string>>;
  /** Whether a new launch can go on with the conversation of an earlier one. */
  readonly resumes: boolean;
  /** Variables that decide where the tool keeps its files: the agent gets them from whoever applies, who looks there too. */
  readonly inherits: readonly string[];
  launch(request: LaunchRequest): Launch;
  /** Where the tool keeps a conversation: any existing path means it can be resumed. `*` stands for one path part. */
  conversationFile?(conversation: string, environment: Environment): string;
  /** Files that tell of a live agent, by names of the adapter's own. */
  looksAt(agent: LiveAgent): Readonly<Record<string, FileLook>>;
  /** Whether the screen is looked at: always, only when the other sources leave it open, or never. */
  readonly readsScreen: 'always' | 'when-unsure' | 'never';
  evidence(seen: Seen): readonly Evidence[];
  /** Absent for a tool that can not be talked to. */
  readonly delivery?: Delivery;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LaunchRequest {
  readonly settings: MemberSettings;
  /** A UUID chosen by the runner; the conversation's name in the tool. */
  readonly conversation: string;
  /** `resume` goes on with a conversation that exists. With `brief`, the agent is told its brief as a prompt. */
  readonly start: { readonly mode: 'new' } | { readonly mode: 'resume'; readonly brief?: string };
  /** Folder of the programs that ship with the package. */
  readonly packageDirectory: string;
}

export interface Launch {
  /** Program and arguments, passed to the system as they are: no shell reads them. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Variables that the agent must not inherit; none that `env` sets. */
  readonly unset: readonly string[];
}

/** A running agent, as far as an adapter needs it to find the agent's files. */
export interface LiveAgent {
  readonly pid: number;
  readonly directory: string;
  readonly conversation: string;
  readonly environment: Environment;
}

export interface FileLook {
  /** `*` may stand for any one name. */
  readonly path: string;
  /** Only the last so many bytes, from the start of a line; the whole file when absent. */
  readonly tailBytes?: number;
  /** Only what stands behind so many bytes, if it is that file that is the newest. */
  readonly behind?: FileEnd;
}

/** All that was looked at for one agent. */
export interface Seen {
  readonly title: string;
  /** By the names of `looksAt`; a file that does not exist is absent. */
  readonly files: Readonly<Record<string, SeenFile>>;
  /** The visible lines, where the screen was looked at. */
  readonly screen?: readonly string[];
}

/** How long a file was at some moment. */
export interface FileEnd {
  readonly path: string;
  readonly bytes: number;
}

export interface SeenFile {
  readonly text: string;
  /** Milliseconds since the Unix epoch. */
  readonly writtenAt: number;
  readonly end: FileEnd;
}
