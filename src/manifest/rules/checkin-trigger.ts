import { error } from '../../diagnostics/problem.ts';
import { keyPlace, startOf, valuePlace } from '../located.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const checkinTrigger: Rule = {
  name: 'checkin-trigger',
  sentence: 'A check-in has either a cron expression or an interval.',
  *check(draft) {
    for (const { path, checkins } of checkinsOf(draft)) {
      for (const [index, { cron, every }] of checkins.entries()) {
        const at = [...path, index];
        if (!isGiven(draft, [...at, 'cron']) && !isGiven(draft, [...at, 'every'])) {
          const place = startOf(valuePlace(draft.root, at));
          yield error('checkin-without-time', 'The check-in does not say when it happens.', { place, hint: 'Add `every: 30m`, or `cron: "0 * * * *"`.' });
        } else if (cron !== undefined && every !== undefined) {
          const [first, second] = [keyPlace(draft.root, [...at, 'cron']), keyPlace(draft.root, [...at, 'every'])];
          const related = [{ message: 'The cron expression is here.', place: first }];
          yield error('checkin-with-two-times', 'The check-in has both `cron` and `every`.', { place: second, related, hint: 'Remove one of the two.' });
        }
      }
    }
  },
};
