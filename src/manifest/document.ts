import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { error } from '../diagnostics/problem.ts';
import type { SourceText } from '../diagnostics/text.ts';
import { quote } from '../diagnostics/words.ts';
import type { Located, LocatedEntry, LocatedMap, LocatedScalar } from './located.ts';
import { deepest, parse, tooDeep } from './syntax.ts';

/** A YAML text as values with places. Without `root` there is nothing to go on with. */
export interface LocatedDocument {
  readonly root?: Located;
  readonly diagnostics: readonly Diagnostic[];
}

const mostValues = 200_000;

/** Reads one YAML 1.2 document. All syntax errors are reported; a text with any has no root. */
export function readDocument(source: SourceText): LocatedDocument {
  const { document, diagnostics } = parse(source);
  if (document === undefined) return { diagnostics };
  if (isNothing(document)) return { diagnostics: [emptyFile(source)] };
  const reading: Reading = { source, diagnostics: [], anchors: new Map(), sizes: new Map() };
  const root = read(document.contents!, reading);
  return { root, diagnostics: reading.diagnostics };
}

function isNothing(document: Document.Parsed): boolean {
  const { contents } = document;
  return contents === null || (isScalar(contents) && contents.value === null);
}

function emptyFile(source: SourceText): Diagnostic {
  return error('empty-file', 'The file describes no team: it is empty.', {
    place: source.place(0, 0),
    hint: 'Run `coders init` to write a commented example, or start with `version: 1` and `team: <name>`.',
  });
}

interface Size {
  /** Values in it, those behind aliases counted each time. */
  readonly values: number;
  readonly height: number;
}

/** One pass over a document. Anchors map to `undefined` while their own value is being read. */
interface Reading {
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
  readonly anchors: Map<string, Located | undefined>;
  readonly sizes: Map<Located, Size>;
}

function read(node: Node | null, reading: Reading): Located {
  if (node === null) return nothing(node, reading);
  if (isAlias(node)) return readAlias(node, reading);
  const anchor = (node as Scalar).anchor;
  if (anchor !== undefined) reading.anchors.set(anchor, undefined);
  const located = bounded(readValue(node, reading), node, reading);
  if (anchor !== undefined) reading.anchors.set(anchor, located);
  return located;
}

function readValue(node: Node, reading: Reading): Located {
  const place = placeOf(node, reading);
  if (isMap(node)) return { kind: 'map', entries: readEntries(node, reading), place };
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => read(item as Node | null, reading)), place };
  return readScalar(node as Scalar, reading);
}

function readScalar(node: Scalar, reading: Reading): LocatedScalar {
  const place = placeOf(node, reading);
  const { value } = node;
  if (typeof value === 'string' || value === null) return { kind: 'scalar', value, place };
  const source = node.source ?? String(value);
  const known = typeof value === 'number' || typeof value === 'boolean';
  return known ? { kind: 'scalar', value, source, place } : { kind: 'scalar', value: source, place };
}

function readAlias(node: Node & { source: string }, reading: Reading): Located {
  const target = reading.anchors.get(node.source);
  if (target !== undefined) return target;
  const place = placeOf(node, reading);
  const inside = reading.anchors.has(node.source);
  const message = inside ? `The alias *${node.source} stands inside the value it names.` : `The alias *${node.source} names no anchor above it.`;
  const hint = inside ? undefined : `Write &${node.source} before the value that is meant.`;
  reading.diagnostics.push(error(inside ? 'alias-cycle' : 'unknown-alias', message, { place, hint }));
  return nothing(node, reading);
}

/** Refuses aliases of aliases that grow without end. Counted as it is built, so that it never is. */
function bounded(located: Located, node: Node, reading: Reading): Located {
  const children = childrenOf(located).map((child) => reading.sizes.get(child) ?? { values: 1, height: 1 });
  const values = children.reduce((sum, child) => sum + child.values, 1);
  const height = 1 + children.reduce((most, child) => Math.max(most, child.height), 0);
  reading.sizes.set(located, { values, height });
  if (height <= deepest && values <= mostValues) return located;
  const place = placeOf(node, reading);
  const diagnostic = values > mostValues
    ? error('alias-bomb', `The aliases in this value stand for more than ${mostValues} values.`, { place, hint: 'Write the values out, or use fewer aliases.' })
    : tooDeep(place);
  reading.diagnostics.push(diagnostic);
  return nothing(node, reading);
}

function childrenOf(located: Located): readonly Located[] {
  if (located.kind === 'map') return [...located.entries.values()].map((entry) => entry.value);
  return located.kind === 'list' ? located.items : [];
}

function readEntries(map: YAMLMap, reading: Reading): ReadonlyMap<string, LocatedEntry> {
  const entries = new Map<string, LocatedEntry>();
  const merged: Located[] = [];
  for (const pair of map.items as Pair<Node | null, Node | null>[]) {
    const value = pair.value === null ? emptyAfter(pair.key, reading) : read(pair.value, reading);
    if (isMergeKey(pair.key)) merged.push(value);
    else addEntry(entries, { key: pair.key, value }, reading);
  }
  for (const value of merged) mergeInto(entries, value, reading);
  return entries;
}

function addEntry(entries: Map<string, LocatedEntry>, pair: { key: Node | null; value: Located }, reading: Reading): void {
  const key = keyText(pair.key);
  const keyPlace = pair.key === null ? pair.value.place : placeOf(pair.key, reading);
  const first = key === undefined ? undefined : entries.get(key);
  if (key === undefined) {
    reading.diagnostics.push(error('key-not-text', 'A key is a name, not a list, a map or nothing.', { place: keyPlace }));
  } else if (first !== undefined) {
    const related = [{ message: 'It is first given here.', place: first.keyPlace }];
    reading.diagnostics.push(error('duplicate-key', `The key ${quote(key)} is given twice.`, { place: keyPlace, related, hint: 'Remove one of the two, or give it another name.' }));
  } else {
    entries.set(key, { keyPlace, value: pair.value });
  }
}

function keyText(key: Node | null): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** `<<: *defaults`: the keys of one map, or of a list of maps, where the map itself and earlier ones do not have them. */
function mergeInto(entries: Map<string, LocatedEntry>, value: Located, reading: Reading): void {
  for (const source of value.kind === 'list' ? value.items : [value]) {
    if (source.kind === 'map') addMissing(entries, source);
    else reading.diagnostics.push(error('bad-merge', 'A merge key `<<` takes a map or a list of maps.', { place: source.place }));
  }
}

function addMissing(entries: Map<string, LocatedEntry>, source: LocatedMap): void {
  for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
}

function nothing(node: Node | null, reading: Reading): LocatedScalar {
  return { kind: 'scalar', value: null, place: node === null ? reading.source.place(0, 0) : placeOf(node, reading) };
}

function emptyAfter(key: Node | null, reading: Reading): LocatedScalar {
  const end = key?.range?.[1] ?? 0;
  return { kind: 'scalar', value: null, place: reading.source.place(end, end) };
}

function placeOf(node: Node, reading: Reading): LocatedScalar['place'] {
  const [start, end] = node.range ?? [0, 0];
  return reading.source.place(start, end);
}
