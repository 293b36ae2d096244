import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { error } from '../diagnostics/problem.ts';
import { either, quote } from '../diagnostics/words.ts';
import { nearest } from '../util/suggest.ts';
import { find, type Located, type LocatedEntry, type LocatedScalar } from './located.ts';

/** The `with` of the file that extends a template. */
export interface Given {
  readonly params: ReadonlyMap<string, LocatedEntry>;
  /** Of its `extends`; absent for the person's own manifest, which nothing extends. */
  readonly place?: Place;
}

interface Params {
  readonly params: ReadonlyMap<string, LocatedScalar>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What each declared param stands for: the given value, else the default. A param without either is reported once, here. */
export function paramsOf(declared: Located | undefined, given: Given): Params {
  const entries: ReadonlyMap<string, LocatedEntry> = declared?.kind === 'map' ? declared.entries : new Map();
  const diagnostics: Diagnostic[] = [];
  const params = new Map<string, LocatedScalar>();
  for (const [name, entry] of entries) {
    const value = given.params.get(name)?.value ?? find(entry.value, ['default']);
    if (value === undefined) diagnostics.push(missingParam(name, entry, given));
    params.set(name, usable(value) ?? { kind: 'scalar', value: '', place: value?.place ?? given.place ?? entry.keyPlace });
  }
  if (given.place !== undefined) reportUnknownParams(entries, given, diagnostics);
  return { params, diagnostics };
}

/** What has no text stands as an empty one, at the place where that is told. */
function usable(value: Located | undefined): LocatedScalar | undefined {
  return value?.kind === 'scalar' && value.value !== null ? value : undefined;
}

function missingParam(name: string, declared: LocatedEntry, given: Given): Diagnostic {
  if (given.place === undefined) {
    const hint = 'This file is a template: extend it from another file and set the param in `with`, or give it a default.';
    return error('missing-param', `The param ${quote(name)} has no value.`, { place: declared.keyPlace, hint });
  }
  return error('missing-param', `The template needs a value for its param ${quote(name)}.`, {
    place: given.place,
    related: [{ message: 'The param is declared here.', place: declared.keyPlace }],
    hint: `Add \`with: {${name}: …}\`.`,
  });
}

/** Reports each given value that no template asks for. */
export function reportUnknownParams(declared: ReadonlyMap<string, unknown>, given: Given, diagnostics: Diagnostic[]): void {
  for (const [name, entry] of given.params) {
    if (!declared.has(name)) diagnostics.push(unknownParam(name, entry.keyPlace, { declared: [...declared.keys()], extended: given.place !== undefined }));
  }
}

function unknownParam(name: string, place: Place, template: { declared: readonly string[]; extended: boolean }): Diagnostic {
  if (!template.extended) {
    return error('unknown-param', `${quote(name)} is given to a template, but this file extends none.`, { place, hint: 'Add `extends: <template>`, or remove `with`.' });
  }
  const guess = nearest(name, template.declared);
  const known = template.declared.length === 0 ? 'It has none.' : `It has ${either(template.declared)}.`;
  return error('unknown-param', `${quote(name)} is not a param of the template.`, { place, hint: guess === undefined ? known : `Did you mean ${quote(guess)}?` });
}
