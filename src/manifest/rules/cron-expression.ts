import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { cronFault } from '../cron-fault.ts';
import { textAt, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const cronExpression: Rule = {
  name: 'cron-expression',
  sentence: 'A cron expression has five valid fields, that of a check-in maybe one for seconds before them, and fires some day.',
  *check(draft) {
    for (const { path, mayHaveSeconds } of cronFields(draft)) {
      const text = textAt(draft.root, path);
      const fault = text === undefined ? undefined : cronFault(text, mayHaveSeconds);
      if (text === undefined || fault === undefined) continue;
      yield error('bad-cron', `${quote(text)} is not a cron expression: ${fault}.`, {
        place: valuePlace(draft.root, path),
        hint: 'Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.',
      });
    }
  },
};

interface CronField {
  readonly path: Path;
  readonly mayHaveSeconds: boolean;
}

/** Wherever a manifest has one: the check-ins, the working hours. */
function cronFields(draft: Draft): readonly CronField[] {
  const checkins = checkinsOf(draft).flatMap(({ path, checkins: all }) => all.map((_, index) => ({ path: [...path, index, 'cron'], mayHaveSeconds: true })));
  return [...checkins, ...['start', 'stop'].map((field) => ({ path: ['schedule', field], mayHaveSeconds: false }))];
}
