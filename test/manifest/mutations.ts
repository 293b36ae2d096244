import { parse, stringify } from 'yaml';

/** Numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** Mulberry32: small, and good enough to wander with. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[below(items.length, random)]!;
}

/** A few mutations of a text, of its characters or of its structure. */
export function mutated(text: string, random: Random): string {
  let result = random() < 0.5 ? structurally(text, random) : text;
  for (let rounds = below(4, random); rounds > 0; rounds--) result = pick(textMutations, random)(result, random);
  return result;
}

type Mutation = (text: string, random: Random) => string;

const scraps: readonly string[] = [
  ':', ': ', '- ', '\n', '\n  ', '\t', ' ', '#', '"', "'", '{', '}', '[', ']', ',', '&a ', '*a', '<<: *a', '!!str ', '!x ', '|\n', '>-\n', '? ', '---\n', '...\n', '%YAML 1.1\n',
  '${HOME}', '${', '${NONE}', '${NONE:-x}', '$$', '~', 'null', 'true', '0', '-1', '1e999', '.nan', '0x1F', '2024-01-01', '\r\n', '\r', '\0', '\x1b[2J', '\u009b', '\ud800', '\u2028', '\ufeff', '😀', 'é', '\\', '"\\u0000"', '"\\ud800"',
  '..', '/', '~/x', '../shop', 'specs/shop.md', '__proto__', 'constructor', 'toString', 'pm', 'extends: ./base.yaml\n', 'extends: team.yaml\n', 'with: {name: x}\n', 'params: {name: {}}\n', 'count: 3', 'worktree: false', '['.repeat(100), 'x'.repeat(1000),
];

const textMutations: readonly Mutation[] = [
  (text, random) => spliced(text, random, () => ''),
  (text, random) => spliced(text, random, () => pick(scraps, random)),
  (text, random) => inserted(text, random, pick(scraps, random)),
  (text, random) => inserted(text, random, String.fromCharCode(below(256, random))),
  (text, random) => inserted(text, random, text.slice(...span(text, random))),
  (text, random) => linewise(text, (lines) => lines.splice(below(lines.length, random), 1)),
  (text, random) => linewise(text, (lines) => lines.splice(below(lines.length, random), 0, pick(lines, random))),
  (text, random) => linewise(text, (lines) => { lines[below(lines.length, random)] += pick(scraps, random); }),
  (text, random) => linewise(text, (lines) => { const at = below(lines.length, random); lines[at] = ' '.repeat(below(8, random)) + lines[at]!.trimStart(); }),
  (text, random) => text.slice(0, below(text.length + 1, random)),
];

function span(text: string, random: Random): [start: number, end: number] {
  const start = below(text.length + 1, random);
  return [start, Math.min(text.length, start + below(12, random))];
}

function spliced(text: string, random: Random, replacement: () => string): string {
  const [start, end] = span(text, random);
  return text.slice(0, start) + replacement() + text.slice(end);
}

function inserted(text: string, random: Random, piece: string): string {
  const at = below(text.length + 1, random);
  return text.slice(0, at) + piece + text.slice(at);
}

function linewise(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

type Tree = Record<string, unknown> | unknown[];

/** Removes, renames, replaces, copies or moves values of the manifest; the text stays YAML. */
function structurally(text: string, random: Random): string {
  const root = parse(text) as Tree;
  for (let rounds = 1 + below(4, random); rounds > 0; rounds--) changeOne(root, random);
  return stringify(root, { aliasDuplicateObjects: random() < 0.5 });
}

function changeOne(root: Tree, random: Random): void {
  const trees = treesIn(root);
  const tree = pick(trees, random);
  const key = pick(Object.keys(tree), random);
  const held = tree as Record<string, unknown>;
  if (key === undefined) return;
  const other = pick(trees, random) as Record<string, unknown>;
  const changes: readonly (() => void)[] = [
    () => { Array.isArray(tree) ? tree.splice(Number(key), 1) : delete held[key]; },
    () => { held[key] = structuredClone(pick(values, random)); },
    () => { held[key] = structuredClone(pick(Object.values(other), random)); },
    () => { if (!Array.isArray(tree)) held[pick(scraps, random)] = structuredClone(held[key]); },
    () => { if (!Array.isArray(tree)) held[key.slice(1) + key.slice(0, 1)] = held[key]; },
    () => { if (!Array.isArray(other)) other[key] = structuredClone(held[key]); },
    () => { if (Array.isArray(tree)) tree.push(tree[0]); },
  ];
  pick(changes, random)();
}

const values: readonly unknown[] = [null, true, false, 0, 1, -1, 3, 1.5, '', 'x', 'pm', 'coder', 'command', '../shop', '.', '/', '${NONE}', '${HOME}', '30m', '* * * * *', [], {}, ['x'], [null], [['x']], { x: 'y' }, { brief: 'x' }, { note: 'x' }, 'a\nb', '\0', Number.NaN, 1e300];

/** All maps and lists, the innermost too. Aliases make the tree a graph, so each is met once. */
function treesIn(root: Tree): readonly Tree[] {
  const met = new Set<Tree>([root]);
  for (const tree of met) {
    for (const value of Object.values(tree)) if (typeof value === 'object' && value !== null) met.add(value as Tree);
  }
  return [...met];
}
