import { resolve } from 'node:path';
import type { Environment } from '../agents/adapter.ts';
import type { TierRule } from '../manifest/mission.ts';

/** The Redis that a team of several machines shares. */
export interface RedisAddress {
  /** `redis://localhost:6379`. */
  readonly url: string;
}

/** What holds for every call that does not say otherwise. */
export interface Settings {
  /** Where coders keeps its state: CODERS_STATE_DIR, or the folder below XDG_STATE_HOME, unless given. */
  readonly stateDirectory?: string;
  /** The team that calls are about; else they find it as a verb of the command line does, here or above. */
  readonly team?: string;
  /** What `spawn` starts. */
  readonly tool?: string;
  /** The model tier or id of what is spawned. */
  readonly model?: string;
  /** Where relative paths start; the working directory of the process unless given. */
  readonly directory?: string;
  /** `off` starts no supervisor: nothing that is spawned is kept, and missions wait. */
  readonly supervisor?: 'on' | 'off';
  /** Which model tier suits which task, above the usual table: as `model_tiers` of a manifest. */
  readonly modelTiers?: readonly TierRule[];
  /** As REDIS_URL in the environment of every call. */
  readonly redis?: RedisAddress;
  /** Hears what a command line would say beside its result; a warning of the process unless given. */
  readonly warn?: (sentence: string) => void;
}

let settings: Settings = {};

/** Sets what holds for every later call; what is not named stays as it was. */
export function configure(changed: Settings): void {
  settings = { ...settings, ...changed };
}

/** What was configured so far. */
export function configured(): Settings {
  return settings;
}

/** The environment of the process, with what was configured. */
export function environmentFor({ stateDirectory, supervisor, redis }: Settings): Environment {
  return {
    ...process.env,
    ...(stateDirectory === undefined ? {} : { CODERS_STATE_DIR: resolve(stateDirectory) }),
    ...(supervisor === undefined ? {} : { CODERS_SUPERVISOR: supervisor }),
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  };
}
