import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, wrap } from '../../src/util/display-width.ts';
import { layOut, type Size, type View } from '../../src/demo/footer.ts';
import { edit, emptyDraft } from '../../src/util/line-editor.ts';
import { lineWidth, paint } from '../../src/demo/styled-text.ts';
import { stateIn, titleOf } from '../../src/demo/title.ts';

const draftOf = (text: string) => edit(emptyDraft, { kind: 'text', text });
const view = (changes: Partial<View> = {}): View => ({ name: 'cart', status: { state: 'idle', queued: [] }, draft: emptyDraft, ...changes });

function drawn(shown: View, size: Size = { columns: 40, rows: 24 }): string {
  return layOut(shown, size).lines.map((line) => paint(line, false)).join('\n');
}

test('an idle agent shows an empty prompt and its state', () => {
  expect(drawn(view())).toBe('\n› \n  ◇ idle · cart · Ctrl-D leaves');
});

test('a busy agent shows its call, what is queued, and how to interrupt it', () => {
  const status = { state: 'working', call: 'Run(npm test)', queued: ['one\n two', 'two', 'three', 'four'] } as const;
  expect(drawn(view({ status }), { columns: 60, rows: 24 })).toBe(
    '\n  queued: one ↵ two\n  queued: two\n  queued: 2 more\n› \n  ◆ working · cart · Run(npm test) · Esc interrupts',
  );
});

test('a long draft is broken at the edge, wide characters never in half', () => {
  expect(drawn(view({ draft: draftOf('日'.repeat(10)) }), { columns: 20, rows: 24 })).toContain('› 日日日日日日日日\n  日日\n');
});

test('control characters are shown, not obeyed', () => {
  expect(printable('a\tb\x1b[31m\x9b')).toBe('a    b\ufffd[31m\ufffd');
});

test('text is wrapped between words', () => {
  expect(wrap('one two  three fourteen-letters x', 9)).toEqual(['one two', 'three', 'fourteen-', 'letters x']);
  expect(wrap('  indented line', 12)).toEqual(['  indented', 'line']);
});

test('the footer fits on any terminal, and the cursor stands in it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '日', 'e\u0301', '👍', '\t') });
  fc.assert(fc.property(text, fc.array(text), fc.integer({ min: 5, max: 300 }), fc.integer({ min: 1, max: 80 }), (words, queued, columns, rows) => {
    const { lines, cursor } = layOut(view({ draft: draftOf(words), status: { state: 'working', call: words, queued } }), { columns, rows });
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const line of lines) expect(lineWidth(line)).toBeLessThan(columns);
    expect(cursor.row).toBeLessThan(lines.length);
    expect(cursor.column).toBeLessThan(columns);
  }));
});

test('a title tells the state, also to a tmux client that knows no UTF-8', () => {
  expect(stateIn(titleOf('working', 'idle · x'))).toBe('working');
  expect(stateIn('__ idle __ cart')).toBe('idle');
  expect(stateIn('my-host')).toBeUndefined();
  expect(stateIn('vim idle notes')).toBeUndefined();
});
