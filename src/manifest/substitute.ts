import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { error } from '../diagnostics/problem.ts';
import type { SourceText } from '../diagnostics/text.ts';
import { quote } from '../diagnostics/words.ts';
import { nearest } from '../util/suggest.ts';
import { typedText, type Located, type LocatedEntry, type LocatedScalar } from './located.ts';

/** What `${name}` can stand for: a template's params first, then the environment. */
export interface Scope {
  readonly params: ReadonlyMap<string, LocatedScalar>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Substitution {
  readonly source: SourceText;
  readonly scope: Scope;
  readonly diagnostics: Diagnostic[];
}

/** One `$`-thing of a text: `$$`, `${name}`, `${name:-default}`, or a `${` that is none of them. */
const reference = /\$\$|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^{}]*))?\})?/g;
const whole = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** The tree with every `${…}` in its texts replaced. Keys stay as they are. What has no value is reported at its place. */
export function substitute(node: Located, substitution: Substitution): Located {
  if (node.kind === 'scalar') return substituteScalar(node, substitution);
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => substitute(item, substitution)) };
  const entries = new Map<string, LocatedEntry>();
  for (const [key, entry] of node.entries) entries.set(key, { ...entry, value: substitute(entry.value, substitution) });
  return { ...node, entries };
}

function substituteScalar(node: LocatedScalar, substitution: Substitution): LocatedScalar {
  if (typeof node.value !== 'string' || !node.value.includes('$')) return node;
  const param = substitution.scope.params.get(whole.exec(node.value)?.[1] ?? '');
  // A param alone is its value where that was written: a number stays a number, a path starts from that file's folder.
  if (param !== undefined) return param;
  const places = placesOf(node, substitution.source);
  const value = node.value.replace(reference, (match: string, name?: string, fallback?: string) => {
    const place = places(match);
    if (match === '$$') return '$';
    if (name === undefined) return unreadable(place, substitution);
    return valueOf(name, substitution.scope, fallback) ?? unset({ name, place }, substitution);
  });
  return { ...node, value };
}

/** Names the place of each match in turn. Where the YAML text is written differently from the value, the whole value is the place. */
function placesOf(node: LocatedScalar, source: SourceText): (match: string) => Place {
  let from = node.place.start.offset;
  return (match) => {
    const at = source.text.indexOf(match, from);
    if (at === -1 || at + match.length > node.place.end.offset) return node.place;
    from = at + match.length;
    return source.place(at, from);
  };
}

function valueOf(name: string, scope: Scope, fallback: string | undefined): string | undefined {
  const param = scope.params.get(name);
  const text = param === undefined ? environmentValue(name, scope) : typedText(param);
  // As in a shell, `:-` also stands in for an empty value.
  return text === undefined || text === '' ? (fallback ?? text) : text;
}

function environmentValue(name: string, scope: Scope): string | undefined {
  return Object.hasOwn(scope.env, name) ? scope.env[name] : undefined;
}

function unset(at: { readonly name: string; readonly place: Place }, { scope, diagnostics }: Substitution): string {
  const guess = nearest(at.name, scope.params.keys()) ?? nearest(at.name, Object.keys(scope.env));
  const hint = guess === undefined ? `Set ${at.name}, or write a default: \${${at.name}:-…}.` : `Did you mean \${${guess}}?`;
  diagnostics.push(error('unset-variable', `The variable ${quote(at.name)} has no value.`, { place: at.place, hint }));
  return '';
}

function unreadable(place: Place, { diagnostics }: Substitution): string {
  diagnostics.push(error('bad-variable', 'This `${` starts no variable.', { place, hint: 'Write ${NAME} or ${NAME:-default}; write $${ for a literal ${.' }));
  return '';
}
