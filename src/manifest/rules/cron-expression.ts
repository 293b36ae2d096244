import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { cronFault } from '../cron-fault.ts';
import { textAt, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const cronExpression: Rule = {
  name: 'cron-expression',
  sentence: 'A cron expression has five valid fields and fires some day.',
  *check(draft) {
    for (const path of cronPaths(draft)) {
      const text = textAt(draft.root, path);
      const fault = text === undefined ? undefined : cronFault(text);
      if (text === undefined || fault === undefined) continue;
      yield error('bad-cron', `${quote(text)} is not a cron expression: ${fault}.`, {
        place: valuePlace(draft.root, path),
        hint: 'Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.',
      });
    }
  },
};

/** Wherever a manifest has one: the check-ins, the working hours. */
function cronPaths(draft: Draft): readonly Path[] {
  const checkins = checkinsOf(draft).flatMap(({ path, checkins: all }) => all.map((_, index) => [...path, index, 'cron']));
  return [...checkins, ['schedule', 'start'], ['schedule', 'stop']];
}
