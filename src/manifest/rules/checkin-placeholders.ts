import { notePlaceholders } from '../checkin.ts';
import { fileTextAt } from '../source.ts';
import { staffCheckins } from './checkin-staff.ts';
import type { Rule } from './rule.ts';
import { unknownPlaceholders } from './unknown-placeholders.ts';

export const checkinPlaceholders: Rule = {
  name: 'checkin-placeholders',
  sentence: 'What stands in braces in a note is known.',
  *check(draft) {
    for (const { at, written: { note } } of staffCheckins(draft)) {
      const field = [...at, note === undefined ? 'note_file' : 'note'];
      yield* unknownPlaceholders(note ?? fileTextAt(draft, field)?.text ?? '', notePlaceholders, { draft, field });
    }
  },
};
