import type { MemberSettings } from '../state/desired.ts';
import type { Evidence } from '../state/evidence.ts';
import type { Delivery } from './delivery.ts';
import type { Dialog } from './dialog.ts';
import type { History } from './history.ts';
import type { Environment, FileLook, LiveAgent, Seen } from './look.ts';

export type { Environment, FileEnd, FileLook, LiveAgent, Seen, SeenFile } from './look.ts';

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
  /** Paths of the person's files that a launch has to know the texts of. */
  needs?(settings: MemberSettings): readonly string[];
  launch(request: LaunchRequest): Launch;
  /** Where a tool that takes the runner's name for a conversation keeps it, which may be the directory that it began in: any existing path means it can be resumed. `*` stands for one path part. */
  conversationFile?(conversation: string, environment: Environment, directory?: string): string;
  /** The same for a tool that keeps its conversations where no path tells them apart. */
  conversationLook?(conversation: string, environment: Environment): FileLook;
  /** For a tool that names its conversations itself. */
  readonly discovery?: Discovery;
  /** Files that tell of a live agent, by names of the adapter's own. */
  looksAt(agent: LiveAgent): Readonly<Record<string, FileLook>>;
  /** Whether the screen is looked at: always, only when the other sources leave it open, or never. */
  readonly readsScreen: 'always' | 'when-unsure' | 'never';
  evidence(seen: Seen): readonly Evidence[];
  /** The question that stands on the screen, and how it is answered there. Absent for a tool whose dialogs nobody taught the runner. */
  dialog?(screen: readonly string[]): Dialog | undefined;
  /** Absent for a tool whose record nobody taught the runner to read. */
  readonly history?: History;
  /** Absent for a tool that can not be talked to. */
  readonly delivery?: Delivery;
}

/** How the conversation that a launch began is found among all that the tool keeps. */
export interface Discovery {
  look(begun: BegunConversation): FileLook;
  /** The tool's own name for the conversation in the file that was found. */
  nameIn(path: string): string | undefined;
}

/** What is known of a conversation whose name is not. */
export interface BegunConversation {
  /** The runner's UUID for it, which tells when it was begun (see `timeOf`). */
  readonly conversation: string;
  /** Only one agent at a time works in it. */
  readonly directory: string;
  readonly environment: Environment;
}

export interface LaunchRequest {
  readonly settings: MemberSettings;
  /** For `new` a UUID of the runner's (see `timeUuid`), for a tool that lets others choose. For `resume` the tool's own name for what it goes on with. */
  readonly conversation: string;
  /** `resume` goes on with a conversation that exists. With `brief`, the agent is told its brief as a prompt. */
  readonly start: { readonly mode: 'new' } | { readonly mode: 'resume'; readonly brief?: string };
  /** Folder of the programs that ship with the package. */
  readonly packageDirectory: string;
  /** The folder of this launch's own for what the tool's hooks say; it is there when the program starts. */
  readonly spool?: string;
  /** What `needs` asked for, by path; absent where there is no such file. */
  readonly texts?: Readonly<Record<string, string>>;
}

export interface Launch {
  /** Program and arguments, passed to the system as they are: no shell reads them. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Variables that the agent must not inherit; none that `env` sets. */
  readonly unset: readonly string[];
  /** Texts by absolute path, below the spool, that are written before the program starts. */
  readonly files?: Readonly<Record<string, string>>;
}
