import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { error } from '../diagnostics/problem.ts';
import { either, quote, together } from '../diagnostics/words.ts';
import { nearest } from '../util/suggest.ts';
import { find, keyPlace, plain, startOf, typedText, valuePlace, type Located, type Path } from './located.ts';
import { validate, type SchemaError, type SchemaPart } from './validator.generated.js';

/** What the schema says against a value, and at which path the value stands. */
export interface Objection {
  readonly keyword: string;
  readonly path: Path;
  readonly diagnostic: Diagnostic;
}

/** Everything the schema has against a tree, one objection for each fault. */
export function objections(root: Located): readonly Objection[] {
  if (validate(plain(root))) return [];
  const errors = (validate.errors ?? []).map((problem) => ({ problem, path: pathOf(problem.instancePath, root) }));
  const wrongType = new Set(errors.filter(({ problem }) => problem.keyword === 'type').map(({ problem }) => problem.instancePath));
  return errors.flatMap(({ problem, path }) => {
    // Of a value of the wrong type the rest needs no saying; of a key at fault, the schema speaks twice.
    const echo = problem.keyword === 'propertyNames' || (problem.keyword !== 'type' && wrongType.has(problem.instancePath));
    return echo ? [] : [{ keyword: problem.keyword, path, diagnostic: explain(problem, path, root) }];
  });
}

/** The JSON pointer as a path; digits are a position only where the tree has a list. */
function pathOf(pointer: string, root: Located): Path {
  const path: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(find(root, path)?.kind === 'list' ? Number(key) : key);
  }
  return path;
}

function explain(problem: SchemaError, path: Path, root: Located): Diagnostic {
  if (problem.propertyName !== undefined) return badValue(problem, { text: problem.propertyName, place: keyPlace(root, [...path, problem.propertyName]) });
  const explanation = explanations[problem.keyword];
  // A keyword that has no words yet is a mistake in the schema, not in the manifest.
  if (explanation === undefined) throw new Error(`The schema uses ${problem.keyword}, which has no explanation.`);
  return explanation(problem, path, root);
}

type Explanation = (problem: SchemaError, path: Path, root: Located) => Diagnostic;

const badText: Explanation = (problem, path, root) => badValue(problem, { text: shownValue(root, path), place: valuePlace(root, path) });

const outOfRange: Explanation = ({ keyword, params, parentSchema }, path, root) => {
  const side = keyword === 'minimum' ? 'at least' : 'at most';
  const message = `${label(path)} is ${side} ${String(params['limit'])}, not ${shownValue(root, path)}.`;
  return error('out-of-range', message, { place: valuePlace(root, path), hint: parentSchema.description });
};

const explanations: { readonly [keyword: string]: Explanation | undefined } = {
  additionalProperties: unknownKey,
  required: ({ params, parentSchema }, path, root) => {
    const key = String(params['missingProperty']);
    const noun = (parentSchema.title ?? 'value').replace(/^(?:an?|the) /, '');
    const name = path.at(-1);
    const named = name === undefined ? 'The manifest' : typeof name === 'number' ? `The ${noun}` : `The ${noun} ${quote(name)}`;
    const place = keyPlace(root, path);
    // Of a list item only the start: what stands in it is not at fault.
    return error('missing-key', `${named} has no ${quote(key)}.`, { place: typeof path.at(-1) === 'number' ? startOf(place) : place, hint: `Add \`${key}: …\`. ${parentSchema.properties?.[key]?.description ?? ''}`.trim() });
  },
  type: ({ params, parentSchema }, path, root) => {
    const wanted = (Array.isArray(params['type']) ? params['type'] : [params['type']]) as string[];
    const message = `${label(path)} takes ${either(wanted.filter((type) => type !== 'null').map((type) => nounFor(type, parentSchema)))}, not ${found(root, path)}.`;
    const quoted = wanted.includes('string') ? quotingHint(parentSchema, root, path) : undefined;
    return error('wrong-type', message, { place: valuePlace(root, path), hint: quoted ?? parentSchema.description });
  },
  enum: badText,
  const: ({ parentSchema }, path, root) =>
    error(`bad-${String(path.at(-1))}`, `${label(path)} is always ${String(parentSchema.const)}, not ${found(root, path)}.`, { place: valuePlace(root, path) }),
  pattern: badText,
  minimum: outOfRange,
  maximum: outOfRange,
  minItems: ({ parentSchema }, path, root) =>
    error('empty-list', `${label(path)} is an empty list.`, { place: valuePlace(root, path), hint: parentSchema.description }),
};

function unknownKey({ params, parentSchema }: SchemaError, path: Path, root: Located): Diagnostic {
  const key = String(params['additionalProperty']);
  const known = Object.keys(parentSchema.properties ?? {});
  const guess = nearest(key, known);
  return error('unknown-key', `${quote(key)} is not a field of ${parentSchema.title ?? 'this'}.`, {
    place: keyPlace(root, [...path, key]),
    hint: guess === undefined ? `Its fields are ${together(known)}.` : `Did you mean ${quote(guess)}?`,
  });
}

function badValue({ parentSchema, schemaPath }: SchemaError, at: { text: string; place: Diagnostic['place'] }): Diagnostic {
  const title = parentSchema.title ?? 'a value that fits';
  const guess = nearest(at.text, parentSchema.enum ?? []);
  const listed = parentSchema.enum === undefined ? parentSchema.description : `It is one of ${either(parentSchema.enum)}.`;
  return error(`bad-${codeOf(parentSchema, schemaPath)}`, `${quote(at.text)} is not ${title}.`, { place: at.place, hint: guess === undefined ? listed : `Did you mean ${quote(guess)}?` });
}

/** The schema's title as a stable code: `a variable name` gives `variable-name`. */
function codeOf(schema: SchemaPart, schemaPath: string): string {
  return (schema.title ?? schemaPath.split('/').at(-2) ?? 'value').replace(/^an? /, '').replaceAll(' ', '-').toLowerCase();
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text', integer: 'a whole number', number: 'a number', boolean: 'true or false', object: 'a map of fields', array: 'a list',
};

/** `"args"`, `Item 2 of "args"`, or the manifest itself. */
function label(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The manifest';
  return typeof last === 'number' ? `Item ${last + 1} of ${label(path.slice(0, -1))}` : quote(last);
}

/** A text of a certain form is called by what it is: a duration, a name. */
function nounFor(type: string, { title, pattern }: SchemaPart): string {
  return type === 'string' && pattern !== undefined && title !== undefined ? title : (nouns[type] ?? type);
}

function found(root: Located, path: Path): string {
  const node = find(root, path);
  if (node === undefined) return 'nothing';
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? `the text ${quote(node.value)}` : typedText(node);
}

function shownValue(root: Located, path: Path): string {
  const node = find(root, path);
  return node?.kind === 'scalar' ? typedText(node) : found(root, path);
}

/** A number or a yes where text is wanted is most often text without its quotes. */
function quotingHint({ pattern }: SchemaPart, root: Located, path: Path): string | undefined {
  const node = find(root, path);
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(typedText(node))) return undefined;
  return `If it is meant as text, quote it: "${typedText(node)}".`;
}
