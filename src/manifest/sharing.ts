/** A Redis that the hosts of a team have in common. */
export interface RedisSettings {
  /** `redis://127.0.0.1:6379/0`, or `rediss://` for one behind TLS; a password is not part of it. */
  readonly url: string;
  readonly password?: string;
  /** A file of certificates that are trusted beside the usual ones, where it is behind TLS. */
  readonly certificates?: string;
  /** It is used although it keeps nothing on disk, or throws things away when it is full. */
  readonly acceptLoss: boolean;
  /** How long nothing may be heard of a host before its missions are taken back, in milliseconds. */
  readonly lostAfterMs: number;
}

/** What holds where the manifest says nothing; the schema says the same. */
export const usualLostAfterMs = 60_000;

/** Through what a team's missions are shared, and among whom. */
export interface TeamSharing {
  readonly redis: RedisSettings;
  /** The name of this machine among the hosts. */
  readonly host: string;
  /** In the order written; only this one where the manifest names none. */
  readonly hosts: readonly string[];
}

/** Whether a member runs on another machine than this host. */
export function runsElsewhere(member: { readonly host?: string | undefined }, host: string | undefined): boolean {
  return member.host !== undefined && member.host !== host;
}
