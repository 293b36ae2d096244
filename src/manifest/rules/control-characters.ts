import type { Place } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import type { Located } from '../located.ts';
import type { Rule } from './rule.ts';

/** Everything that a terminal or a program's arguments would not take as text. Newline and tab are text. */
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\p{Cs}]/u;

/** The first of them in a text, as it is written in lists of characters; undefined where there is none. */
export function controlCharacterIn(text: string): string | undefined {
  const character = control.exec(text)?.[0];
  return character === undefined ? undefined : `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export const controlCharacters: Rule = {
  name: 'control-characters',
  sentence: 'Texts hold no control characters.',
  *check(draft) {
    for (const { text, place } of textsIn(draft.root)) {
      const code = controlCharacterIn(text);
      if (code === undefined) continue;
      yield error('control-character', `The text ${quote(text)} holds the control character ${code}.`, { place, hint: 'Remove it: only line ends and tabs can be passed on.' });
    }
  },
};

function* textsIn(node: Located): Iterable<{ readonly text: string; readonly place: Place }> {
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') yield { text: node.value, place: node.place };
  } else if (node.kind === 'list') {
    for (const item of node.items) yield* textsIn(item);
  } else {
    for (const [key, entry] of node.entries) {
      yield { text: key, place: entry.keyPlace };
      yield* textsIn(entry.value);
    }
  }
}
