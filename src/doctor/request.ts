import type { Environment } from '../agents/look.ts';
import type { TmuxSettings, VersionPin } from '../manifest/manifest.ts';
import type { RedisSettings } from '../manifest/sharing.ts';
import type { MemberSettings } from '../state/desired.ts';
import type { RemoteMember } from '../state/sharing.ts';

/** What is examined, and for whom. */
export interface DoctorRequest {
  readonly tmux: TmuxSettings;
  readonly stateDirectory: string;
  readonly environment: Environment;
  /** Of one team; absent where no manifest is examined, and then every known tool is looked for. */
  readonly members?: readonly ExaminedMember[];
  /** Of that team; absent where it has none, or no manifest is examined. */
  readonly redis?: RedisSettings;
  /** Members of that team that other hosts run. */
  readonly elsewhere?: readonly RemoteMember[];
  /** Absent where no tool is to be started. */
  readonly rehearsal?: RehearsalWish;
}

/** Each tool is to be started once. */
export interface RehearsalWish {
  /** Folder of the programs that ship with the package. */
  readonly packageDirectory: string;
  /** Ends it early, with nothing left running. */
  readonly signal?: AbortSignal;
}

export interface ExaminedMember {
  readonly settings: MemberSettings;
  readonly pin?: VersionPin;
  /** The repository that its directory is a worktree of: tools trust one for the other. */
  readonly repository?: string;
}
