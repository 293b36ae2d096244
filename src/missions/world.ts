import type { TierRule } from '../manifest/mission.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import type { Address } from '../state/address.ts';
import type { ReceiptState } from '../state/message.ts';
import type { MissionRecord } from '../state/mission.ts';
import type { History } from './history.ts';
import type { MissionStates } from './readiness.ts';
import type { MissionSeat } from './seat.ts';

/** All that a pass over the missions of a team looks at. */
export interface MissionsWorld {
  /** Those that are neither done nor failed. */
  readonly records: readonly MissionRecord[];
  /** Of every mission of the team. */
  readonly states: MissionStates;
  /** Any mission of the team; asked for few: those that failed or were done before others that go on now. */
  readonly find: (mission: Address) => MissionRecord | undefined;
  /** All members of the team. What they hold is taken from the records. */
  readonly seats: readonly MissionSeat[];
  readonly history: History;
  /** How far a message has come; undefined for one that nobody sent yet. */
  readonly receipts: (message: string) => ReceiptState | undefined;
  /** The commit that a member has checked out; undefined where it has no repository. */
  readonly bases: (member: Address) => string | undefined;
  /** Whether a commit is in what a member has checked out; undefined where nobody looked. */
  readonly contains?: (member: Address, commit: string) => boolean | undefined;
  /** Given to nobody now: the manifest has them otherwise, or no more, and that comes first. */
  readonly changing?: ReadonlySet<Address>;
  /** The name of this host, in a team on several: what it gives out is its own. */
  readonly host?: string;
  /** What other hosts have, or are about to give out: it is theirs to move on. */
  readonly elsewhere?: ReadonlySet<Address>;
  /** Only these are given to anybody: that this host gives them out is agreed on. All, where it has the team alone. */
  readonly agreed?: ReadonlySet<Address>;
  /** Hosts that are not heard of any more, and for how long, in milliseconds: what they had is taken back. */
  readonly lostHosts?: ReadonlyMap<string, number>;
  /** Which model which work asks for; the usual table when absent. */
  readonly tiers?: readonly TierRule[];
  /** What the team knows of a project, as its missions tell it; undefined where it knows nothing. */
  readonly knowledge?: (project: string) => string | undefined;
  /** The words of the team, where it has its own. */
  readonly prompts?: PromptTexts;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}
