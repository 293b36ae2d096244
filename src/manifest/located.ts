import type { Place } from '../diagnostics/diagnostic.ts';

/** A YAML value that knows where it was written. Values of several files can stand in one tree. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As typed, for what is no text: `1.10` for the number 1.1. */
  readonly source?: string;
  readonly place: Place;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly Located[];
  readonly place: Place;
}

export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly place: Place;
}

export interface LocatedEntry {
  readonly keyPlace: Place;
  readonly value: Located;
}

/** Keys and list positions from the root: `['projects', 'shop', 'missions', 'cart', 'after', 0]`. */
export type Path = readonly (string | number)[];

/** What stands at a path; undefined when nothing does. */
export function find(root: Located, path: Path): Located | undefined {
  let node: Located | undefined = root;
  for (const step of path) node = node === undefined ? undefined : child(node, step);
  return node;
}

function child(node: Located, step: string | number): Located | undefined {
  if (node.kind === 'map') return node.entries.get(String(step))?.value;
  return node.kind === 'list' ? node.items[Number(step)] : undefined;
}

/** Where the value at a path stands; where nothing does, the nearest key above it. */
export function valuePlace(root: Located, path: Path): Place {
  return find(root, path)?.place ?? keyPlace(root, path.slice(0, -1));
}

/** Where the key at a path stands. List items have none: theirs is the item's own place. */
export function keyPlace(root: Located, path: Path): Place {
  if (path.length === 0) return startOf(root.place);
  const parent = find(root, path.slice(0, -1));
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
  if (entry !== undefined) return entry.keyPlace;
  const item = parent?.kind === 'list' ? parent.items[Number(path.at(-1))] : undefined;
  return item?.place ?? keyPlace(root, path.slice(0, -1));
}

/** The empty stretch at a place's start. */
export function startOf(place: Place): Place {
  return { ...place, end: place.start };
}

/** The text of a scalar as a person typed it. */
export function typedText(node: LocatedScalar): string {
  return node.source ?? String(node.value);
}

/** The plain value. Its objects have no prototype, so that a key `__proto__` is a key like any other. */
export function plain(node: Located): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of node.entries) object[key] = plain(entry.value);
  return object;
}

/** The text at a path of a map's own keys; undefined when there is none or it is no text. */
export function textAt(root: Located, path: Path): string | undefined {
  const node = find(root, path);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
