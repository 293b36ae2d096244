import type { Host } from '../host/host.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import type { Sharing } from '../state/sharing.ts';

/** Whose step it is, and the world it is done to. */
export interface EffectContext {
  readonly team: string;
  readonly host: Host;
  /** Absent where its agents are told of no Redis, as where none is started. */
  readonly sharing?: Sharing | undefined;
  /** The words of the team, where it has its own. */
  readonly prompts?: PromptTexts | undefined;
}
