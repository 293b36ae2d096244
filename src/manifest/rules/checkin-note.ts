import { error } from '../../diagnostics/problem.ts';
import { keyPlace, startOf, valuePlace } from '../located.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';
import { checkinsOf } from './written-things.ts';

export const checkinNote: Rule = {
  name: 'checkin-note',
  sentence: 'A check-in has a note, as text or as a file.',
  *check(draft) {
    for (const { path, checkins } of checkinsOf(draft)) {
      for (const [index] of checkins.entries()) {
        const at = [...path, index];
        const [text, file] = [isGiven(draft, [...at, 'note']), isGiven(draft, [...at, 'note_file'])];
        if (!text && !file) {
          yield error('checkin-without-note', 'The check-in does not say what its member is told.', { place: startOf(valuePlace(draft.root, at)), hint: 'Add a `note`, or a `note_file`.' });
        } else if (text && file) {
          yield error('checkin-with-two-notes', 'The check-in has both `note` and `note_file`.', {
            place: keyPlace(draft.unchecked, [...at, 'note_file']),
            related: [{ message: 'The text is here.', place: keyPlace(draft.unchecked, [...at, 'note']) }],
            hint: 'Remove one of the two.',
          });
        }
      }
    }
  },
};
