import type { AlarmClock } from '../../host/clock.ts';
import type { Host } from '../../host/host.ts';
import type { RedisConnection } from '../../host/redis/connection.ts';
import type { TeamPart } from '../../host/redis/older-tools/names.ts';
import type { Prompt } from '../../health/tend/patient.ts';
import type { RemoteMember } from '../../state/sharing.ts';
import type { SeenStatuses } from '../tend-all.ts';

/** What a wire may ask of its team's keeper. */
export interface WireAround {
  readonly clock: AlarmClock;
  log(line: string): void;
  /** Something may have changed: the next pass looks at the world itself. */
  wake(look: 'quick' | 'whole'): void;
  /** What each member was seen to do last. */
  statuses(): SeenStatuses;
  /** To be kept, and brought to their members. */
  send(prompts: readonly Prompt[]): void;
}

/** One host's part of a team, its world, and the Redis that it has in common with others. */
export interface WireWorld {
  readonly part: TeamPart;
  readonly elsewhere: readonly RemoteMember[];
  readonly host: Host;
  readonly connection: RedisConnection;
  readonly around: WireAround;
}
