import type { MemberStatus } from '../health/member-status.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import type { Address } from '../state/address.ts';
import type { Receipt } from '../state/message.ts';

/** The world as one check-in sees it. */
export interface CheckinWorld {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** When the team was brought up, since which it is kept. */
  readonly keptSince: number;
  /** What its member does; absent where it is no member here. */
  readonly status?: MemberStatus;
  /** Who the member is, in the words of its brief. */
  readonly role: string;
  /** The words of the team, where it has its own. */
  readonly prompts?: PromptTexts;
  /** Whom it reports to. */
  readonly superior?: Address;
  /** How far a message has come; undefined for one that is not known. */
  readonly receipts: (message: string) => readonly Receipt[];
  /** What was measured for it; absent where nobody thought that it would be told. */
  readonly facts?: { readonly texts: Readonly<Record<string, string>>; readonly essence: string };
}
