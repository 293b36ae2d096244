import type { Address } from './address.ts';

/** What the supervisor remembers of its care for one member: all that can not be observed. */
export interface Care {
  readonly address: Address;
  /** A person took over: the member is left alone until it is released. */
  readonly hold?: { readonly at: number; readonly because: string };
  /** When it crashed, in milliseconds since the Unix epoch: those that still count. */
  readonly crashes: readonly number[];
  /** The launch whose end was judged last, so that no end counts twice. */
  readonly judged?: number;
  /** The launch whose window was found gone last: a program may end first, and a person close what it left after that. */
  readonly gone?: number;
  /** The launch that ended without anybody's wish, maybe in the middle of a turn. */
  readonly interrupted?: { readonly epoch: number };
  /** Not started before this time, after a crash. */
  readonly retryAt?: number;
  /** It crashed too often: it is not started until a person says so. */
  readonly quarantine?: { readonly at: number; readonly because: string };
  /** Its account's usage limit: given nothing until then. */
  readonly park?: Park;
  /** How far the help for a stuck member has come. */
  readonly stuck?: StuckLadder;
  /** A hand-over note was asked for, because its context is nearly full. */
  readonly handover?: { readonly at: number; readonly epoch: number; readonly message: string };
  /** It holds more memory than the team's limit. */
  readonly memory?: MemoryExcess;
  /** Nothing was heard of this launch since then, and that was told. */
  readonly silence?: { readonly epoch: number; readonly since: number };
  /** It is to be started anew: this launch of it, resumed or not. */
  readonly restart?: AskedRestart;
}

export interface AskedRestart {
  readonly epoch: number;
  readonly fresh: boolean;
  readonly because: string;
  /** Told after the brief of a fresh start. */
  readonly handover?: string;
  /** Not put off until its turn ends. */
  readonly evenIfBusy?: true;
}

/** noted ──▶ restarting, or left to a person */
export interface MemoryExcess {
  readonly epoch: number;
  /** When that was seen first, in milliseconds since the Unix epoch. */
  readonly since: number;
  readonly step: 'noted' | 'restarting' | 'left';
}

export interface Park {
  /** Whose limit it is: members of one account share it. */
  readonly account: string;
  readonly since: number;
  /** As it was read; absent where nothing tells. */
  readonly until?: number;
  /** When it is tried next. */
  readonly wakeAt: number;
  /** How often it was tried without knowing. */
  readonly probes: number;
}

/** nudged ──▶ told ──▶ restarted ──▶ left to a person */
export interface StuckLadder {
  readonly epoch: number;
  readonly step: 'nudged' | 'told' | 'restarted' | 'given-up';
  /** When that was done. */
  readonly at: number;
}

/** All is forgotten but what was judged, which must not be judged again. */
export function forgiven({ address, judged, gone }: Care): Care {
  return { ...carefree(address), ...(judged === undefined ? {} : { judged }), ...(gone === undefined ? {} : { gone }) };
}

export function carefree(address: Address): Care {
  return { address, crashes: [] };
}
