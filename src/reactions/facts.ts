import { filledText } from '../manifest/placeholders.ts';
import { ownEventFields, type EventField, type Json, type Severity } from '../manifest/reaction.ts';
import { seatIn } from '../state/address.ts';
import type { RecordedEvent } from '../state/event.ts';
import { eventKinds } from './kinds.ts';
import { nameOf } from './name-of.ts';

/** What the placeholders stand for. */
export type Facts = Readonly<Record<EventField, string>> & { readonly severity: Severity } & Readonly<Record<string, string>>;

/** The fields in which an event says why, the most telling first. */
const reasons = ['because', 'reason', 'how', 'done', 'detail', 'cause', 'outcome', 'what'] as const;

/** The fields that hold a moment. */
const moments: ReadonlySet<string> = new Set(['retryAt', 'until', 'since']);

/** What can be told of an event; undefined where `on` has no name for it. */
export function factsOf(event: RecordedEvent): Facts | undefined {
  const name = nameOf(event);
  if (name === undefined) return undefined;
  const { severity, title } = eventKinds[name]!;
  const fields = fieldsOf(event);
  const facts = { ...ownFields(fields), ...whom(event), event: name, id: String(event.id), at: new Date(event.at).toISOString(), severity, team: event.team, because: reasonOf(fields) };
  return withText({ ...facts, title: `${event.team}: ${filledText(title, facts)}` });
}

/** The same with the text that stands for all of it. */
export function withText(facts: Omit<Facts, 'text'> & { readonly title: string; readonly because: string }): Facts {
  return { ...facts, text: facts.because === '' ? facts.title : `${facts.title}\n${facts.because}` } as Facts;
}

/** A JSON template with its placeholders filled in, wherever it has text; names stay as they are. */
export function filledJson(template: Json, facts: Facts): Json {
  if (typeof template === 'string') return filledText(template, facts);
  if (Array.isArray(template)) return template.map((item: Json) => filledJson(item, facts));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filledJson(value, facts)]));
}

function fieldsOf(event: RecordedEvent): Readonly<Record<string, unknown>> {
  return { ...event };
}

/** Whom it happened to: a mission's member is who has it, a check-in's whom it is for. */
function whom(event: RecordedEvent): Readonly<Record<'project' | 'member' | 'mission', string>> {
  const { address, by } = fieldsOf(event) as { readonly address?: string; readonly by?: string };
  if (address === undefined) return { project: '', member: '', mission: '' };
  const seat = address.startsWith('checkin/') ? seatIn(address).replace(/\/[^/]*$/, '') : seatIn(address);
  const project = seat.includes('/') ? seat.slice(0, seat.indexOf('/')) : '';
  if (!address.startsWith('mission/')) return { project, member: seat, mission: '' };
  return { project, member: by?.startsWith('member/') === true ? seatIn(by) : '', mission: seat };
}

function ownFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(ownEventFields.map((name) => {
    const field = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [name, shown(field, fields[field])];
  }));
}

function reasonOf(fields: Readonly<Record<string, unknown>>): string {
  const reason = reasons.map((name) => fields[name]).find((value) => typeof value === 'string' && value !== '');
  return cleaned((reason as string | undefined) ?? '');
}

/** What agents and programs say may hold what a terminal would obey, and may go on for ever. */
function cleaned(text: string): string {
  const plain = text.replace(/[^\P{Cc}\n\t]/gu, '').trim();
  return plain.length <= mostCharacters ? plain : `${plain.slice(0, mostCharacters - 1)}…`;
}

const mostCharacters = 1000;

function shown(field: string, value: unknown): string {
  if (typeof value === 'number' && moments.has(field)) return new Date(value).toISOString();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? cleaned(String(value)) : '';
}
