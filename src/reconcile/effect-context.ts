import type { Host } from '../host/host.ts';

/** Whose step it is, and the world it is done to. */
export interface EffectContext {
  readonly team: string;
  readonly host: Host;
}
