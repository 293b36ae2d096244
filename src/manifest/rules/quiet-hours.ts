import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace, valuePlace } from '../located.ts';
import { dailyHours } from '../notify-targets.ts';
import type { Rule } from './rule.ts';

export const quietHours: Rule = {
  name: 'quiet-hours',
  sentence: 'Quiet hours end at another time than they begin, and a time zone is theirs.',
  *check({ root, written }) {
    for (const [name, { quiet_hours: quiet, timezone }] of Object.entries(written.notify ?? {})) {
      const hours = quiet === undefined ? undefined : dailyHours(quiet);
      if (quiet !== undefined && hours?.start === hours?.stop) {
        yield error('no-quiet-hours', `The quiet hours ${quote(quiet)} end when they begin.`, { place: valuePlace(root, ['notify', name, 'quiet_hours']), hint: 'Write two times of day, as in 22:00-07:00, or remove them.' });
      }
      if (timezone !== undefined && quiet === undefined) {
        yield error('no-quiet-hours', `The time zone of ${quote(name)} is that of quiet hours, and there are none.`, { place: keyPlace(root, ['notify', name, 'timezone']), hint: 'Add `quiet_hours: 22:00-07:00`, or remove it.' });
      }
    }
  },
};
