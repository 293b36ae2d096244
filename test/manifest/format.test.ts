import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/diagnostics/code-frame.ts';
import { compareDiagnostics } from '../../src/diagnostics/compare.ts';
import { displayWidth } from '../../src/diagnostics/display.ts';
import { formatDiagnostic } from '../../src/diagnostics/format.ts';
import { error, warning } from '../../src/diagnostics/problem.ts';
import { sourceText } from '../../src/diagnostics/text.ts';

/** The frame of what stands between « and ». */
function framed(marked: string, width = 100): readonly string[] {
  const start = marked.indexOf('«');
  const text = marked.replace(/[«»]/g, '');
  const { text: line, marks } = codeFrame(text, sourceText('x', text).place(start, marked.indexOf('»') - 1), width);
  return [line, marks];
}

describe('a code frame', () => {
  it.each([
    ['marks a word', 'tool: «claude» # fine'],
    ['marks a place between characters', 'tool:«» x'],
    ['marks the end of a line', 'tool:«»'],
    ['marks an empty line', '«»\ntool: x'],
    ['marks the first line of several', 'a: «b\n  c\nd: e»'],
    ['leaves out the blanks at the end', 'a: «b  \n»c: d'],
    ['widens tabs', 'a\t«b»\tc'],
    ['knows wide characters', 'チーム: «名前» 😀 «'.replace(/«$/, '')],
    ['knows combining characters', 'cafe\u0301: «cafe\u0301»'],
    ['knows families', '«👨‍👩‍👧» x'],
    ['draws control characters', 'a: «\x1b[31m»\u202e\x00'],
    ['knows CRLF', 'a: «b»\r\nc: d\r\n'],
    ['is of a later line', 'a\nb\nc: «d»\ne'],
  ])('%s', (_, marked) => {
    expect(framed(marked)).toMatchSnapshot();
  });

  it.each([
    ['shows the end of a long line', `${'x'.repeat(500)}«here»`],
    ['shows the start of a long line', `«here»${'x'.repeat(500)}`],
    ['shows the middle of a long line', `${'x'.repeat(500)}«here»${'y'.repeat(500)}`],
    ['shows the start of a long mark', `abc «${'x'.repeat(500)}»`],
    ['cuts wide characters whole', `${'名'.repeat(200)}«前»${'名'.repeat(200)}`],
  ])('%s', (_, marked) => {
    const [line, marks] = framed(marked, 40);
    expect(displayWidth(line!)).toBeLessThanOrEqual(40);
    expect(marks!.length).toBeLessThanOrEqual(40);
    expect([line, marks]).toMatchSnapshot();
  });
});

describe('a diagnostic', () => {
  const text = 'a: 1\n'.repeat(9) + 'a: 2\n';
  const source = sourceText('/work/team.yaml', text);
  const twice = error('duplicate-key', 'The key "a" is given twice.', {
    place: source.place(45, 46),
    related: [{ message: 'It is first given here.', place: source.place(0, 1) }],
    hint: 'Remove one of the two.',
  });

  it('has its sentence, places and help, one line-number column wide', () => {
    expect(formatDiagnostic(twice, new Map([[source.file, text]]), { color: false, cwd: '/work' })).toMatchInlineSnapshot(`
      "error[duplicate-key]: The key "a" is given twice.
        --> team.yaml:10:1
         |
      10 | a: 2
         | ^
      note: It is first given here.
        --> team.yaml:1:1
         |
       1 | a: 1
         | ^
      help: Remove one of the two."
    `);
  });

  it('is coloured on request, and the same without the colours', () => {
    const coloured = formatDiagnostic(twice, new Map([[source.file, text]]), { color: true, cwd: '/work' });
    expect(coloured).toContain('\x1b[31merror[duplicate-key]\x1b[0m');
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(formatDiagnostic(twice, new Map([[source.file, text]]), { color: false, cwd: '/work' }));
  });

  it('names a file elsewhere by its whole path, and needs no text', () => {
    expect(formatDiagnostic(warning('w', 'Beware.', { place: twice.place }), new Map(), { color: false, cwd: '/home' })).toBe('warning[w]: Beware.\n  --> /work/team.yaml:10:1');
  });

  it('sends nothing to the terminal that would move it', () => {
    const hostile = error('x', 'The name "\x1b]0;owned\x07" is bad.\u009b', { place: source.place(0, 1), hint: '\x1b[2J' });
    expect(formatDiagnostic(hostile, new Map(), { color: false })).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  it('has its turn by file and place', () => {
    const at = (file: string, start: number, code: string) => error(code, code, { place: sourceText(file, text).place(start, start + 1) });
    const sorted = [at('/b', 0, 'a'), at('/a', 9, 'a'), at('/a', 2, 'b'), at('/a', 2, 'a')].sort(compareDiagnostics);
    expect(sorted.map(({ place, code }) => `${place.file}:${place.start.offset}:${code}`)).toEqual(['/a:2:a', '/a:2:b', '/a:9:a', '/b:0:a']);
  });
});
