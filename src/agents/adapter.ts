import type { MemberSettings } from '../state/desired.ts';
import type { Activity } from '../state/observed.ts';

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
  /** A file that tells what a live agent does, if the tool writes one. */
  activityFile?(pid: number, environment: Environment): string;
  activity(evidence: ActivityEvidence): Activity;
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

export interface ActivityEvidence {
  readonly title: string;
  /** Text of `activityFile`, where it exists. */
  readonly file?: string;
}
