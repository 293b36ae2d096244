import type { Address } from '../../state/address.ts';
import type { Mail } from '../../state/mail.ts';
import type { Receipt, When } from '../../state/message.ts';
import { jsonObject } from './older-tools/json-object.ts';
import type { TeamPart } from './older-tools/names.ts';

/** Where a host of a team is asked to bring a message to one of its members. */
export function errandChannel({ team, host }: TeamPart): string {
  return `coders:errand:${team}@${host}`;
}

/** A message that one host asks another to bring. Asked again with the same id it is the same message, brought once. */
export interface Errand {
  readonly id: string;
  readonly to: Address;
  readonly text: string;
  readonly when: When;
  /** What is told by it, where it carries what a member or a person wrote: the host that brings it says how. */
  readonly mail?: Mail;
  /** The channel on which the answer is awaited. */
  readonly answerTo: string;
}

/** How far the message has come by now, or why it is not brought. */
export type ErrandAnswer = { readonly receipt: Receipt } | { readonly refused: string };

const moments: readonly unknown[] = ['idle', 'next-turn', 'now'] satisfies readonly When[];

/** Undefined for anything that is none. */
export function readErrand(payload: string): Errand | undefined {
  const given = jsonObject(payload);
  const { id, to, text, when, answerTo } = given ?? {};
  const isWhole = [id, to, text, answerTo].every((field) => typeof field === 'string') && moments.includes(when);
  return isWhole ? (given as unknown as Errand) : undefined;
}

/** Undefined for anything that is none. */
export function readAnswer(payload: string): ErrandAnswer | undefined {
  const given = jsonObject(payload);
  return given !== undefined && ('receipt' in given || 'refused' in given) ? (given as unknown as ErrandAnswer) : undefined;
}
