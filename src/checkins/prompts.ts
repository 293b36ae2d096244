import { notePlaceholders } from '../manifest/checkin.ts';
import { excerpt } from '../manifest/inlined-text.ts';
import { filledText, namesIn } from '../manifest/placeholders.ts';
import type { PromptTexts } from '../manifest/prompts.ts';
import { filledPrompt, worded } from '../manifest/worded.ts';
import type { Prompt } from '../health/tend/patient.ts';
import { nameIn, seatIn, type Address } from '../state/address.ts';
import type { Checkin, CheckinRecord, WaitingSlot } from '../state/checkin.ts';
import { formatDuration } from '../util/duration.ts';

/** The most that a note takes of a prompt. */
const noteBytes = 8 * 1024;

/** The same however often it is decided: one check-in at one time is one message. */
export function checkinMessage(address: Address, slot: number): string {
  return `${address}:${new Date(slot).toISOString()}`;
}

/** Whether a message with this id is a check-in, or tells of one. */
export function isOfCheckin(id: string): boolean {
  return id.startsWith('checkin/');
}

/** What a prompt is made of beside the check-in itself. */
export interface PromptParts {
  readonly facts: Readonly<Record<string, string>>;
  /** Who the member is, where its conversation was cut short. */
  readonly role?: string;
  readonly now: number;
}

/** All that a member is told at one time. */
export function checkinPrompt({ checkin }: CheckinRecord, { slot, times }: WaitingSlot, { facts, role = '', now }: PromptParts): Prompt {
  const { address, member, template } = checkin;
  const text = filledPrompt(template, {
    checkin: nameIn(address),
    due: dueWords(slot, checkin),
    late: lateWords(times, now - slot),
    role,
    note: noteText(checkin, facts),
    facts: asksForFacts(checkin.note) || checkin.origin === 'added' ? '' : (facts['facts'] ?? ''),
  });
  return { id: checkinMessage(address, slot), to: member, text: text.replace(/\n{3,}/g, '\n\n').trim(), when: momentOf(checkin) };
}

/** When it may reach its member. */
export function momentOf({ only }: Checkin): Prompt['when'] {
  return only === 'any' ? 'next-turn' : 'idle';
}

/** For whom the member reports to. Its id tells it from the check-in that it is about. */
export function unansweredPrompt({ checkin }: CheckinRecord, slot: number, { to, prompts }: { readonly to: Address; readonly prompts: PromptTexts | undefined }): Prompt {
  const { address, member, answerWithinMs = 0 } = checkin;
  const text = worded('unanswered', { member: seatIn(member), checkin: nameIn(address), due: dueWords(slot, checkin), within: formatDuration(answerWithinMs) }, prompts);
  return { id: `${checkinMessage(address, slot)}:unanswered`, to, text, when: 'idle' };
}

/** Of one that was added while the team ran it says who wants it; braces in it are text. */
function noteText({ note, by, member }: Checkin, facts: Readonly<Record<string, string>>): string {
  const { text, leftOut } = excerpt(note, noteBytes);
  const bounded = leftOut === 0 ? note : `${text.trimEnd()}\n(${leftOut} bytes are left out.)`;
  if (by === undefined) return filledText(bounded, facts);
  return `${by === seatIn(member) ? 'You' : by.replace(/^./, (letter) => letter.toUpperCase())} asked for this: ${bounded}`;
}

/** Whether a note says itself where facts go. */
function asksForFacts(note: string): boolean {
  return namesIn(note).some((name) => (notePlaceholders as readonly string[]).includes(name));
}

/** In its own time zone, to the minute where it is at a full one. */
function dueWords(slot: number, { timezone }: Checkin): string {
  // The Swedish way to write a moment is 2026-11-21 22:00.
  const moment = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: slot % 60_000 === 0 ? 'short' : 'medium', ...(timezone === undefined ? {} : { timeZone: timezone }) }).format(slot);
  return `${moment}${timezone === undefined ? '' : ` ${timezone}`}`;
}

function lateWords(times: number, lateMs: number): string {
  const several = times > 1 ? `, for ${times} times together` : '';
  return lateMs < 2 * 60_000 ? several : `, ${formatDuration(lateMs)} ago${several}`;
}
