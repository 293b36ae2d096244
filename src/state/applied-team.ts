import type { DeclaredTool } from '../manifest/declared-tool.ts';
import type { Member, TmuxSettings } from '../manifest/manifest.ts';
import type { Address } from './address.ts';

/** The manifest as it was last applied: what is known of a team once its file has moved or gone. */
export interface AppliedTeam {
  readonly name: string;
  /** Absolute path of the manifest. */
  readonly file: string;
  readonly text: string;
  readonly tmux: TmuxSettings;
  readonly members: readonly AppliedMember[];
  /** Milliseconds since the Unix epoch. */
  readonly appliedAt: number;
}

export interface AppliedMember {
  readonly address: Address;
  readonly seat: Member['seat'];
  readonly tool: string;
  /** Of a tool that is not built in. */
  readonly declared?: DeclaredTool;
  readonly model: string;
  readonly role: string;
  readonly directory: string;
  readonly branch?: string;
  /** Whom it may write to, in place of the usual. */
  readonly talksTo?: readonly string[];
  /** How long it may work without a sign of life. Absent in a team that an older version applied. */
  readonly stuckAfterMs?: number;
  /** How long nothing may be heard of it before it is called unresponsive. Absent as above. */
  readonly heartbeatMs?: number;
}
