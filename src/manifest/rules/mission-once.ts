import { error } from '../../diagnostics/problem.ts';
import { capitalized, quote } from '../../diagnostics/words.ts';
import { find, textAt, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { pathAt } from '../source.ts';
import type { Rule } from './rule.ts';
import { missionsOf } from './written-things.ts';

/** The lists in which a second mention says nothing, and what they list. */
const lists: readonly { readonly field: Path; readonly what: string }[] = [
  { field: ['after'], what: 'the mission' },
  { field: ['context'], what: 'the file' },
  { field: ['accept', 'files'], what: 'the pattern' },
];

export const missionOnce: Rule = {
  name: 'mission-once',
  sentence: 'A mission names each thing once.',
  *check(draft) {
    for (const { name, path } of missionsOf(draft)) {
      for (const { field, what } of lists) {
        for (const { text, at, first } of repeated([...path, ...field], draft)) {
          yield error('duplicate-name', `${capitalized(what)} ${quote(text)} is named twice in \`${field.join('.')}\` of the mission ${quote(name)}.`, {
            place: valuePlace(draft.root, at),
            related: [{ message: 'The first is here.', place: valuePlace(draft.root, first) }],
            hint: 'Remove one of the two.',
          });
        }
      }
    }
  },
};

interface Repeated {
  readonly text: string;
  readonly at: Path;
  readonly first: Path;
}

/** Two ways to write a path are one file. */
function repeated(list: Path, draft: Draft): Repeated[] {
  const node = find(draft.root, list);
  const items = node?.kind === 'list' ? node.items.map((_, index) => [...list, index]) : [];
  const firsts = new Map<string, Path>();
  return items.flatMap((at) => {
    const text = textAt(draft.root, at) ?? '';
    const meant = (list.at(-1) === 'context' ? pathAt(draft, at) : undefined) ?? text;
    const first = firsts.get(meant);
    if (first === undefined) firsts.set(meant, at);
    return first === undefined ? [] : [{ text, at, first }];
  });
}
