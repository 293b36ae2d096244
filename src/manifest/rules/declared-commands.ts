import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { namesIn, placeholders } from '../placeholders.ts';
import type { WrittenWord } from '../written.ts';
import { declaredEntries } from './declared-tools.ts';
import type { Rule } from './rule.ts';

export const declaredCommands: Rule = {
  name: 'declared-commands',
  sentence: 'A command line of a declared tool begins with a program, and has only placeholders that mean something.',
  *check(draft) {
    for (const { path, tool } of declaredEntries(draft)) {
      for (const field of ['command', 'resume'] as const) yield* commandFaults(draft, { path: [...path, field], words: tool[field] ?? [] });
    }
  },
};

interface Line {
  readonly path: Path;
  readonly words: readonly WrittenWord[];
}

function* commandFaults(draft: Draft, { path, words }: Line): Generator<Diagnostic> {
  const [program] = words;
  if (program !== undefined && (typeof program !== 'string' || program === '' || namesIn(program).length > 0)) {
    yield error('no-program', 'The command line does not begin with a program.', { place: valuePlace(draft.root, [...path, 0]), hint: 'Its first word is a name on PATH or a path, without placeholders.' });
  }
  for (const [index, word] of words.entries()) {
    const texts = typeof word === 'string' ? [{ text: word, at: [...path, index] }] : word.map((text, inner) => ({ text, at: [...path, index, inner] }));
    for (const { text, at } of texts) yield* textFaults(text, valuePlace(draft.root, at));
  }
}

function* textFaults(text: string, place: Diagnostic['place']): Generator<Diagnostic> {
  const names = namesIn(text);
  for (const name of names.filter((one) => !(placeholders as readonly string[]).includes(one))) {
    const guess = nearest(name, placeholders);
    const hint = guess === undefined ? `It is one of ${either(placeholders.map((one) => `{${one}}`))}; {{${name}}} is the text {${name}} itself.` : `Did you mean {${guess}}?`;
    yield error('bad-placeholder', `${quote(`{${name}}`)} is no placeholder.`, { place, hint });
  }
  if (names.includes('args') && text !== '{args}') {
    yield error('bad-placeholder', `${quote('{args}')} stands for several words, and is part of one here.`, { place, hint: 'Make it a word of its own.' });
  }
}
