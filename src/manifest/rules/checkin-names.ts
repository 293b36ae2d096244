import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const checkinNames: Rule = {
  name: 'checkin-names',
  sentence: 'The check-ins of one member have different names.',
  *check(draft) {
    for (const { path, checkins } of checkinsOf(draft)) {
      const seen = new Map<string, number>();
      for (const [index, { name }] of checkins.entries()) {
        const first = name === undefined ? undefined : seen.get(name);
        if (name !== undefined && first === undefined) seen.set(name, index);
        if (name === undefined || first === undefined) continue;
        yield error('duplicate-name', `Two check-ins of one member are called ${quote(name)}.`, {
          place: valuePlace(draft.root, [...path, index, 'name']),
          related: [{ message: 'The first is here.', place: valuePlace(draft.root, [...path, first, 'name']) }],
          hint: 'Give one of them another name.',
        });
      }
    }
  },
};
