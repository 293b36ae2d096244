import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Key, NamedKey } from '../../src/util/terminal-keys.ts';
import { draftText, edit, emptyDraft, type Draft } from '../../src/util/line-editor.ts';

const typed = (text: string): Key => ({ kind: 'text', text });
const pasted = (text: string): Key => ({ kind: 'paste', text });
const press = (...keys: readonly (Key | NamedKey)[]): Draft =>
  keys.reduce<Draft>((draft, key) => edit(draft, typeof key === 'string' ? { kind: key } : key), emptyDraft);

/** The draft's text with a bar where the cursor stands. */
function shown({ pieces, cursor }: Draft): string {
  const texts = pieces.map((piece) => piece.label ?? piece.text);
  return [...texts.slice(0, cursor), '|', ...texts.slice(cursor)].join('');
}

test.each<[string, readonly (Key | NamedKey)[], string]>([
  ['typing inserts at the cursor', [typed('ac'), 'left', typed('b')], 'ab|c'],
  ['backspace erases before the cursor', [typed('abc'), 'left', 'backspace'], 'a|c'],
  ['backspace at the start does nothing', [typed('a'), 'home', 'backspace'], '|a'],
  ['delete erases after the cursor', [typed('abc'), 'home', 'delete'], '|bc'],
  ['the cursor stays within the text', [typed('a'), 'left', 'left', 'right', 'right', typed('b')], 'ab|'],
  ['home and end go within one line', [typed('ab'), 'newline', typed('cd'), 'home', typed('1'), 'end', typed('2')], 'ab\n1cd2|'],
  ['ctrl-u erases to the start of the line', [typed('ab'), 'newline', typed('cd'), 'left', 'ctrl-u'], 'ab\n|d'],
  ['ctrl-k erases to the end of the line', [typed('ab'), 'newline', typed('cd'), 'left', 'ctrl-k'], 'ab\nc|'],
  ['ctrl-w erases a word and the blanks after it', [typed('one two  '), 'ctrl-w'], 'one |'],
  ['ctrl-w at the start does nothing', [typed('one'), 'home', 'ctrl-w'], '|one'],
  ['ctrl-w erases blanks that nothing precedes', [typed('  '), 'ctrl-w'], '|'],
  ['words are jumped over', [typed('one two three'), 'word-left', 'word-left', typed('1'), 'word-right', typed('2')], 'one 1two2| three'],
  ['a wide character is one step', [typed('日本'), 'left', 'backspace'], '|本'],
  ['an accent joins its letter', [typed('e'), typed('\u0301'), 'backspace'], '|'],
  ['an emoji of many code points is one step', [typed('a👩‍🚀'), 'backspace'], 'a|'],
  ['a short paste stands as text', [pasted('a\nb\nc\n')], 'a\nb\nc\n|'],
  ['a longer paste stands as its label, and is one step', [typed('x'), pasted('a\nb\nc\nd'), 'left', typed('y')], 'xy|[Pasted text, 4 lines]'],
  ['a longer paste is erased as a whole', [typed('x'), pasted('a\nb\nc\nd\n'), 'backspace'], 'x|'],
  ['typing after a longer paste leaves it whole', [pasted('a\nb\nc\nd'), typed('y')], '[Pasted text, 4 lines]y|'],
])('%s', (_, keys, expected) => {
  expect(shown(press(...keys))).toBe(expected);
});

test('what is pasted and typed is sent as it is', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
    const draft = press(...texts.map((text, index) => (index % 2 === 0 ? pasted(text) : typed(text))));
    expect(draftText(draft)).toBe(texts.join(''));
  }));
});

test('no keys lead the cursor out of the text', () => {
  const kinds: readonly NamedKey[] = ['newline', 'backspace', 'delete', 'left', 'right', 'word-left', 'word-right', 'home', 'end', 'ctrl-k', 'ctrl-u', 'ctrl-w', 'escape'];
  const key = fc.oneof(fc.constantFrom(...kinds), fc.constantFrom('a', ' ', '日').map(typed));
  fc.assert(fc.property(fc.array(key), (keys) => {
    const { cursor, pieces } = press(...keys);
    expect(cursor).toBeGreaterThanOrEqual(0);
    expect(cursor).toBeLessThanOrEqual(pieces.length);
  }));
});
