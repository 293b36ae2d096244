import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error, warning } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { notePlaceholders, templatePlaceholders } from '../checkin.ts';
import { find, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { namesIn } from '../placeholders.ts';
import { fileTextAt } from '../source.ts';
import { staffCheckins } from './checkin-staff.ts';
import type { Rule } from './rule.ts';

export const checkinPlaceholders: Rule = {
  name: 'checkin-placeholders',
  sentence: 'What stands in braces in a note or a prompt is known, and a prompt has its note.',
  *check(draft) {
    for (const { at, written: { note } } of staffCheckins(draft)) {
      const field = [...at, note === undefined ? 'note_file' : 'note'];
      yield* unknownNames(note ?? fileTextAt(draft, field)?.text ?? '', notePlaceholders, draft, field);
    }
    const field = ['prompts', 'checkin'];
    const template = fileTextAt(draft, field)?.text;
    if (template === undefined) return;
    yield* unknownNames(template, templatePlaceholders, draft, field);
    if (!namesIn(template).includes('note')) {
      yield error('prompt-without-note', 'The text around check-ins does not say where their notes go.', { place: valuePlace(draft.root, field), hint: 'Put {note} into the file.' });
    }
  },
};

/** A text may have braces of its own, so this forbids nothing. */
function* unknownNames(text: string, known: readonly string[], { root }: Draft, field: Path): Iterable<Diagnostic> {
  if (find(root, field) === undefined) return;
  for (const name of new Set(namesIn(text))) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    yield warning('unknown-placeholder', `Nothing stands for ${quote(`{${name}}`)}: it is told as it is.`, {
      place: valuePlace(root, field),
      hint: `${meant === undefined ? `Known are ${together(known.map((one) => `{${one}}`))}.` : `Did you mean {${meant}}?`} In double braces, {{${name}}}, it stands for itself.`,
    });
  }
}
