import { error } from '../../diagnostics/problem.ts';
import { find, keyPlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { briefOwners } from './written-things.ts';

export const oneBrief: Rule = {
  name: 'one-brief',
  sentence: 'A brief is given as text or as a file, not both.',
  *check(draft) {
    for (const owner of briefOwners(draft)) {
      const [text, file] = [[...owner, 'brief'], [...owner, 'brief_file']];
      if (find(draft.root, text) === undefined || find(draft.root, file) === undefined) continue;
      yield error('two-briefs', 'The brief is given twice, as `brief` and as `brief_file`.', {
        place: keyPlace(draft.root, file),
        related: [{ message: 'The text is here.', place: keyPlace(draft.root, text) }],
        hint: 'Remove one of the two.',
      });
    }
  },
};
