import type { Located, LocatedEntry, Path } from './located.ts';
import type { Objection } from './schema.ts';

/** Keywords whose failure makes a value unfit to look at any further. Other faults leave a value of the right type. */
const unfit: ReadonlySet<string> = new Set(['type', 'minimum', 'maximum', 'minItems']);

/**
 * The tree without the values that the schema refuses by their type, so that the rules can look at all the rest in the same run.
 * Undefined when nothing usable is left.
 */
export function salvage(root: Located, found: readonly Objection[]): Located | undefined {
  let rest: Located | undefined = root;
  for (const path of unfitPaths(found)) rest = rest === undefined ? undefined : removed(rest, path);
  return rest;
}

/** Later list items first, so that a removal does not move what is still to be removed. */
function unfitPaths(found: readonly Objection[]): readonly Path[] {
  const refused = found.filter(({ keyword }) => unfit.has(keyword));
  return [...new Map(refused.map(({ path }) => [JSON.stringify(path), path])).values()].reverse();
}

function removed(node: Located, path: Path): Located | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (node.kind === 'list') {
    const items = node.items.flatMap((item, index) => (index === step ? (removed(item, rest) ?? []) : [item]));
    return { ...node, items };
  }
  if (node.kind !== 'map') return node;
  const entries = new Map<string, LocatedEntry>();
  for (const [key, entry] of node.entries) {
    const value = key === step ? removed(entry.value, rest) : entry.value;
    if (value !== undefined) entries.set(key, { ...entry, value });
  }
  return { ...node, entries };
}
