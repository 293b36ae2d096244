import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { cronFault } from '../cron-fault.ts';
import { firesWithin } from '../cron-within.ts';
import { valuePlace } from '../located.ts';
import { staffCheckins } from './checkin-staff.ts';
import type { Rule } from './rule.ts';

export const checkinWindow: Rule = {
  name: 'checkin-window',
  sentence: 'What bounds a check-in leaves some of it: times of day that differ, and at which its cron expression fires, and an end on a day that there is.',
  *check(draft) {
    for (const { at, written: { cron, between, expires } } of staffCheckins(draft)) {
      const [from, to] = between?.split('-') ?? [];
      if (between !== undefined && from === to) {
        yield error('empty-window', `${quote(between)} begins when it ends: the check-in never comes.`, { place: valuePlace(draft.root, [...at, 'between']), hint: 'Write two times of day, as in 22:00-07:00, or remove `between`.' });
      } else if (between !== undefined && isWindow(between) && cron !== undefined && cronFault(cron, true) === undefined && !firesWithin(cron, between)) {
        yield error('cron-outside-window', `No time of ${quote(cron)} is within ${between}: the check-in never comes.`, {
          place: valuePlace(draft.root, [...at, 'between']),
          related: [{ message: 'The cron expression is here.', place: valuePlace(draft.root, [...at, 'cron']) }],
          hint: 'Change one of the two, or remove `between`.',
        });
      }
      if (expires !== undefined && /^\d{4}-/.test(expires) && !isDay(expires.slice(0, 10))) {
        yield error('no-such-day', `There is no day ${expires.slice(0, 10)}.`, { place: valuePlace(draft.root, [...at, 'expires']), hint: 'Write a moment as 2026-12-24T18:00, or a duration as 12h.' });
      }
    }
  },
};

/** What is none, the schema tells. */
function isWindow(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}
