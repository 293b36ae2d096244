import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { textAt, valuePlace } from '../located.ts';
import { pathAt } from '../source.ts';
import { pathFields } from './path-fields.ts';
import type { Rule } from './rule.ts';

export const homeKnown: Rule = {
  name: 'home-known',
  sentence: 'A path starts with ~ only where HOME is set.',
  *check(draft) {
    for (const path of pathFields(draft)) {
      const text = textAt(draft.root, path);
      if (text === undefined || pathAt(draft, path) !== undefined) continue;
      yield error('no-home', `The path ${quote(text)} starts with ~, and HOME is not set.`, {
        place: valuePlace(draft.root, path),
        hint: 'Set HOME, or write the whole path.',
      });
    }
  },
};
