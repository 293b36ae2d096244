/** A Redis that the hosts of a team have in common. */
export interface RedisSettings {
  /** `redis://127.0.0.1:6379/0`, or `rediss://` for one behind TLS; a password is not part of it. */
  readonly url: string;
  readonly password?: string;
  /** It is used although it keeps nothing on disk, or throws things away when it is full. */
  readonly acceptLoss: boolean;
}
