import type { Address } from '../state/address.ts';
import type { Lease } from '../state/mission.ts';

/** What is done to a mission, by the runner, a member or a person. Each is a transition of the state machine in state/mission.ts. */
export type Deed =
  /** All that it waits for is done. */
  | { readonly type: 'unblock' }
  /** It is to wait for others after all: what it waits for was changed. */
  | { readonly type: 'block' }
  /** Nobody can have it, or review it, until a person does something, as a phrase; without one, somebody can again. */
  | { readonly type: 'strand'; readonly because?: string }
  | { readonly type: 'assign'; readonly lease: Omit<Lease, 'givenAt'>; readonly message: string; /** How long its prompt may be on its way. */ readonly deadlineMs: number }
  /** Its prompt was acknowledged, or its member says that it starts. */
  | { readonly type: 'begin'; readonly epoch: number }
  /** Its member goes on with it in a later launch, in the same conversation. */
  | { readonly type: 'renew'; readonly by: Address; readonly epoch: number; readonly conversation: string }
  /** Its member is asked what became of it. */
  | { readonly type: 'ask' }
  /** Somebody says that it is done: that is to be looked at. Where there is nothing to look at, the word stands. */
  | { readonly type: 'claim'; readonly claimant: Claimant; readonly commit?: string }
  /** The runner looked, and it is done; or else is to be reviewed. */
  | { readonly type: 'accept'; readonly commit?: string }
  /** Who reviewed it says that it is right; nobody does where a review is not asked for any more. */
  | { readonly type: 'approve'; readonly word?: string }
  /** The runner looked, or who reviewed it did, and it is not done: the try counts. */
  | { readonly type: 'reject'; readonly because: string }
  /** The runner could not look, through no fault of the work: it looks again. */
  | { readonly type: 'recheck'; readonly because: string }
  /** Its try ends. One that does not count was lost: with its member, its prompt, or what the runner runs on. */
  | { readonly type: 'fail'; readonly claimant?: Claimant; readonly because: string; readonly counts: boolean }
  /** It is set aside: until `behind` goes on, or else until somebody lets it be tried again. */
  | { readonly type: 'park'; readonly because: string; readonly behind?: Address }
  /** What it was parked behind goes on. */
  | { readonly type: 'unpark' }
  | { readonly type: 'cancel'; readonly because: string }
  /** Somebody lets it be tried again: its tries count anew. */
  | { readonly type: 'retry' }
  /** Another is to do it: a name as in `to`. */
  | { readonly type: 'handOff'; readonly to: string }
  /** What it waits for failed, and it fails with that. */
  | { readonly type: 'skip'; readonly because: string };

/** Their names, and one of them by its name. */
export type DeedType = Deed['type'];
export type DeedOf<Type extends DeedType> = Extract<Deed, { readonly type: Type }>;

/** Who says something of a mission. A person has neither address nor epoch. */
export interface Claimant {
  readonly by?: Address;
  readonly epoch?: number;
  /** Who that is, in words. */
  readonly word: string;
}
