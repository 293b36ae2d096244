import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace } from '../located.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';
import { missionsOf } from './written-things.ts';

export const missionWork: Rule = {
  name: 'mission-work',
  sentence: 'A mission says what is to be done.',
  *check(draft) {
    for (const { name, path } of missionsOf(draft)) {
      if (['brief', 'spec', 'prd'].some((field) => isGiven(draft, [...path, field]))) continue;
      yield error('mission-without-work', `The mission ${quote(name)} does not say what is to be done.`, {
        place: keyPlace(draft.root, path),
        hint: 'Add a `brief`, or a `spec` or `prd` with the path of a file.',
      });
    }
  },
};
