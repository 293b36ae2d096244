import type { Place } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { checkinName } from '../checkins.ts';
import { find, startOf, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const checkinNames: Rule = {
  name: 'checkin-names',
  sentence: 'The check-ins of one member have different names.',
  *check(draft) {
    for (const { path, checkins } of checkinsOf(draft)) {
      const seen = new Map<string, number>();
      for (const [index, checkin] of checkins.entries()) {
        const name = checkinName(checkin, index);
        const first = seen.get(name);
        if (first === undefined) seen.set(name, index);
        if (first === undefined) continue;
        yield error('duplicate-name', `Two check-ins of one member are called ${quote(name)}.`, {
          place: nameField(draft, path, index),
          related: [{ message: 'The first is here.', place: nameField(draft, path, first) }],
          hint: 'Give one of them another name.',
        });
      }
    }
  },
};

/** One without a name is called by its place in the list. */
function nameField({ root }: Draft, path: Path, index: number): Place {
  const field = [...path, index, 'name'];
  return find(root, field) === undefined ? startOf(valuePlace(root, [...path, index])) : valuePlace(root, field);
}
