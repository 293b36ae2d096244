import type { Redis } from 'ioredis';

/** A Redis as one process talks to it. Connects by itself, again and again where it is away. */
export interface RedisConnection {
  /** For short commands: each fails at once while the server is away, and after a second where it does not answer. */
  readonly redis: Redis;
  /** Why the server does not answer, as a sentence; undefined while it does. */
  away(): string | undefined;
  /** A connection of its own, for commands that wait or for subscriptions: it takes them up again after the server was away. */
  another(): Redis;
  close(): Promise<void>;
}
