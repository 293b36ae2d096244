import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { warning } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { find, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { namesIn } from '../placeholders.ts';

/** Tells of each name in braces that nothing stands for, at the field that the text comes from. A text may have braces of its own, so this forbids nothing. */
export function* unknownPlaceholders(text: string, known: readonly string[], { draft: { root }, field }: { readonly draft: Draft; readonly field: Path }): Iterable<Diagnostic> {
  if (find(root, field) === undefined) return;
  for (const name of new Set(namesIn(text))) {
    if (known.includes(name)) continue;
    yield warning('unknown-placeholder', `Nothing stands for ${quote(`{${name}}`)}: it is told as it is.`, {
      place: valuePlace(root, field),
      hint: `${knownWords(name, known)}In double braces, {{${name}}}, it stands for itself.`,
    });
  }
}

function knownWords(name: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const meant = nearest(name, known);
  return meant === undefined ? `Known are ${together(known.map((one) => `{${one}}`))}. ` : `Did you mean {${meant}}? `;
}
