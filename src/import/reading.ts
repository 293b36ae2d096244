import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { warning } from '../diagnostics/problem.ts';
import { quote } from '../diagnostics/words.ts';
import { plain, typedText, type Located, type LocatedEntry, type LocatedMap } from '../manifest/located.ts';
import type { ImportRequest } from './request.ts';

/** One pass over a file: what there is to say of it is collected. */
export interface Reading {
  readonly request: ImportRequest;
  readonly remarks: Diagnostic[];
}

/** Says of something written that it has no counterpart; `why` goes on after a colon. */
export function leaveOut(reading: Reading, written: Written, why: string): void {
  reading.remarks.push(warning('not-imported', `${shown(written)} is left out: ${why}.`, { place: written.place }));
}

/** Says of something written that it is there, but not quite as it was. */
export function changed(reading: Reading, written: Written, how: string): void {
  reading.remarks.push(warning('imported-otherwise', `${shown(written)} ${how}.`, { place: written.place }));
}

/** A key with its value, or a value alone, and where it stands. */
export interface Written {
  readonly key?: string;
  readonly value: Located;
  readonly place: Located['place'];
}

export function writtenEntry(key: string, { keyPlace, value }: LocatedEntry): Written {
  return { key, value, place: keyPlace };
}

export function writtenItem(value: Located): Written {
  return { value, place: value.place };
}

function shown({ key, value }: Written): string {
  const text = value.kind === 'scalar' ? (value.value === null ? '' : typedText(value)) : JSON.stringify(plain(value));
  return quote(key === undefined ? text : `${key}: ${text}`.trimEnd());
}

/** Says of each key that nobody reads why: as `reasons` has it, or that it is not known. */
export function leaveOutRest(reading: Reading, map: LocatedMap, fields: { readonly read: readonly string[]; readonly reasons?: Readonly<Record<string, string>> }): void {
  for (const [key, entry] of map.entries) {
    if (fields.read.includes(key)) continue;
    const reason = fields.reasons !== undefined && Object.hasOwn(fields.reasons, key) ? fields.reasons[key] : undefined;
    leaveOut(reading, writtenEntry(key, entry), reason ?? 'coders import does not know it');
  }
}

/** The text of a field as typed; undefined where there is none, or something else, which is told. */
export function textOf(reading: Reading, map: LocatedMap, key: string): string | undefined {
  const entry = map.entries.get(key);
  if (entry === undefined || isNothing(entry.value)) return undefined;
  if (entry.value.kind === 'scalar') return typedText(entry.value);
  leaveOut(reading, writtenEntry(key, entry), 'it is no text');
  return undefined;
}

/** The items of a field that is a list; none where it is something else, which is told. */
export function itemsOf(reading: Reading, map: LocatedMap, key: string): readonly Located[] {
  const entry = map.entries.get(key);
  if (entry === undefined || isNothing(entry.value)) return [];
  if (entry.value.kind === 'list') return entry.value.items;
  leaveOut(reading, writtenEntry(key, entry), 'it is no list');
  return [];
}

/** A field that is a map; undefined where there is none, or something else, which is told. */
export function mapOf(reading: Reading, map: LocatedMap, key: string): LocatedMap | undefined {
  const entry = map.entries.get(key);
  if (entry === undefined || isNothing(entry.value)) return undefined;
  if (entry.value.kind === 'map') return entry.value;
  leaveOut(reading, writtenEntry(key, entry), 'it is no map');
  return undefined;
}

export function isNothing(value: Located): boolean {
  return value.kind === 'scalar' && (value.value === null || value.value === '');
}
