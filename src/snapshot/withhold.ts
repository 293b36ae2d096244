import type { Located, LocatedScalar, Path } from '../manifest/located.ts';
import { secretKey } from '../manifest/secrets.ts';
import type { Withheld } from './document.ts';

export interface WithheldText {
  readonly text: string;
  readonly withheld: readonly Withheld[];
}

/** A secret with the keys that lead to it: a value of `env`, what opens the Redis, or what lets one write to a webhook. */
interface Value {
  readonly path: Path;
  readonly node: LocatedScalar;
}

/** Says nothing but which variable is meant. */
const bareReference = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;

/** A manifest's text in which each secret is a reference to a variable; the secrets themselves are nowhere in it. */
export async function withholdValues(file: string, text: string): Promise<WithheldText> {
  const places = new Map<number, Value>();
  for (const value of await valuesIn(file, text)) {
    const isSecret = value.node.value !== null && !bareReference.test(String(value.node.value));
    if (isSecret && !places.has(value.node.place.start.offset)) places.set(value.node.place.start.offset, value); // an alias stands where its anchor does
  }
  const values = [...places.values()].sort((a, b) => a.node.place.start.offset - b.node.place.start.offset);
  const withheld = values.map(({ path }, index) => ({ variable: `CODERS_WITHHELD_${index + 1}`, path }));
  return { withheld, text: replaced(text, values.map(({ node }) => node), withheld) };
}

/** The text again with those values that are known. */
export function withValues(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/"\$\{(CODERS_WITHHELD_\d+)\}"/g, (reference, variable: string) => {
    const value = values.get(variable);
    return value === undefined ? reference : JSON.stringify(value);
  });
}

/** What stands at the places of withheld values in another text of the manifest, by variable. */
export async function valuesAt(withheld: readonly Withheld[], file: string, text: string): Promise<ReadonlyMap<string, string>> {
  const values = new Map((await valuesIn(file, text)).map(({ path, node }) => [JSON.stringify(path), node]));
  return new Map(withheld.flatMap(({ variable, path }) => {
    const node = values.get(JSON.stringify(path));
    return node === undefined || node.value === null ? [] : [[variable, node.source ?? String(node.value)] as const];
  }));
}

async function valuesIn(file: string, text: string): Promise<readonly Value[]> {
  const [{ readDocument }, { sourceText }] = await Promise.all([import('../manifest/document.ts'), import('../diagnostics/text.ts')]); // late: it brings all of YAML
  const { root } = readDocument(sourceText(file, text));
  return root === undefined ? [] : valuesBelow(root, []);
}

/** A member that is called `env` is taken for one as well: better too much withheld than a secret told. */
function valuesBelow(node: Located, path: Path): Value[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap((item, index) => valuesBelow(item, [...path, index]));
  return [...node.entries].flatMap(([key, { value }]): Value[] => {
    const here = [...path, key];
    return value.kind === 'scalar' ? (isSecret(here, value) ? [{ path: here, node: value }] : []) : valuesBelow(value, here);
  });
}

const addressWithPassword = /\/\/[^/\s]*:[^/\s]*@/;

/** `last` is the value's own key; `above` that of the map it is in, where it is in one. */
function isSecret(path: Path, { value }: LocatedScalar): boolean {
  const [last, above] = path.toReversed();
  if (above === 'env' || (above === 'redis' && last === 'password')) return true;
  if (path[0] === 'notify' && (above === 'headers' || (above === 'webhook' && last === 'url') || last === 'webhook' || secretKey.test(String(last)))) return true;
  return [last, above].includes('redis') && addressWithPassword.test(String(value));
}

function replaced(text: string, nodes: readonly LocatedScalar[], withheld: readonly Withheld[]): string {
  let from = 0;
  const parts = nodes.flatMap(({ place: { start, end } }, index) => {
    const before = text.slice(from, start.offset);
    from = end.offset;
    // The text of a block (`|`) ends with its line.
    return [before, `"\${${withheld[index]!.variable}}"`, text.slice(start.offset, end.offset).endsWith('\n') ? '\n' : ''];
  });
  return [...parts, text.slice(from)].join('');
}
