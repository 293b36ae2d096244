import type { Seat } from '../manifest/manifest.ts';
import type { RedisSettings } from '../manifest/sharing.ts';
import type { Address } from './address.ts';

/** That a team's missions are shared through a Redis, by supervisors on one host or several. */
export interface Sharing {
  readonly redis: RedisSettings;
  /** The name of this host among those of the team. */
  readonly host: string;
  /** The host whose manifest says what missions the team has: the first. Two that were applied at different times would undo each other's. */
  readonly missionsFrom: string;
  /** The members that run on other hosts. */
  readonly elsewhere: readonly RemoteMember[];
}

/** A member that another host's supervisor runs. */
export interface RemoteMember {
  readonly address: Address;
  readonly host: string;
  readonly seat: Seat;
  readonly role: string;
  readonly tool: string;
  readonly model: string;
}

/** Whether it is for the manifest on this host to say what missions its team has. */
export function decidesMissions(sharing: Sharing | undefined): boolean {
  return sharing === undefined || sharing.host === sharing.missionsFrom;
}
