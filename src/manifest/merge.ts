import type { Located, LocatedEntry, LocatedMap } from './located.ts';

/** A template's values with a file's own over them: maps are merged key by key, lists and scalars replaced. Places stay. */
export function merge(below: Located, above: Located): Located {
  if (below.kind !== 'map' || above.kind !== 'map') return above;
  const entries = new Map<string, LocatedEntry>(below.entries);
  for (const [key, entry] of above.entries) {
    const under = below.entries.get(key);
    entries.set(key, under === undefined ? entry : { ...entry, value: merge(under.value, entry.value) });
  }
  return { ...above, entries };
}

/** The map without some keys. */
export function without(map: LocatedMap, keys: readonly string[]): LocatedMap {
  const entries = new Map([...map.entries].filter(([key]) => !keys.includes(key)));
  return { ...map, entries };
}
