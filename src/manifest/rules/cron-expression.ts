import { Cron } from 'croner';
import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const cronExpression: Rule = {
  name: 'cron-expression',
  sentence: 'A cron expression has five valid fields and fires some day.',
  *check(draft) {
    for (const { path, checkins } of checkinsOf(draft)) {
      for (const [index, { cron }] of checkins.entries()) {
        const fault = cron === undefined ? undefined : faultIn(cron);
        if (cron === undefined || fault === undefined) continue;
        yield error('bad-cron', `${quote(cron)} is not a cron expression: ${fault}.`, {
          place: valuePlace(draft.root, [...path, index, 'cron']),
          hint: 'Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.',
        });
      }
    }
  },
};

/** Any moment would do: a leap year starts here, so that February 29 is near. */
const someDay = new Date(Date.UTC(2024, 0, 1));

const nicknames = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually'];

function faultIn(cron: string): string | undefined {
  const fields = cron.split(/\s+/).filter((field) => field !== '');
  const nickname = fields[0]?.startsWith('@') ? fields.join(' ') : undefined;
  if (nickname !== undefined && !nicknames.includes(nickname)) return `after @ stands ${either(nicknames.map((name) => name.slice(1)))}`;
  if (nickname === undefined && fields.length !== 5) return `it has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'} instead of 5`;
  try {
    const next = new Cron(cron, { mode: '5-part', paused: true, timezone: 'UTC' }).nextRun(someDay);
    return next === null ? 'it never fires' : undefined;
  } catch (failure) {
    if (!(failure instanceof Error) || !failure.message.startsWith('CronPattern: ')) throw failure;
    return failure.message.slice('CronPattern: '.length).replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  }
}
