import { describe, expect, test } from 'vitest';
import { demo } from '../../src/agents/demo.ts';
import { EnterKey } from '../../src/demo/personas/enter-key.ts';
import { wellBehaved } from '../../src/demo/personas/persona.ts';
import { personaUsages, readPersona } from '../../src/demo/personas/personas.ts';
import { answerOf, questionIn, questionLines } from '../../src/demo/question.ts';
import { paint } from '../../src/demo/styled-text.ts';
import { statusBy } from '../rig/status-by.ts';

describe('personas', () => {
  test('are read with and without values, and add up', () => {
    expect(readPersona([])).toEqual(wellBehaved);
    expect(readPersona(['paste-window', 'swallowed-enter=3', 'limit=2000'])).toEqual({ ...wellBehaved, pasteWindowMs: 120, swallowedEnters: 3, limit: { lastsMs: 2000 } });
    expect(readPersona(['limit'])).toEqual({ ...wellBehaved, limit: {} });
  });

  test.each(personaUsages)('%s can be given as it is written', (usage) => {
    expect(readPersona([usage.replace(/\[.*/, '')])).toBeTypeOf('object');
  });

  test.each([
    ['ghosts', '"--persona" is given "ghosts". Personas are paste-window, '],
    ['picker=1', '"--persona" is given "picker=1". It is written as "picker".'],
    ['silence=long', '"--persona" is given "silence=long". It is written as "silence[=MS]".'],
  ])('%s is refused', (name, sentence) => {
    expect(readPersona([name])).toContain(sentence);
  });
});

describe('Enter', () => {
  test('sends at once for a well-behaved agent', () => {
    expect(new EnterKey(wellBehaved).pressed('text', 0)).toBe('sends');
  });

  test('belongs to a paste for as long as the window is open', () => {
    const enter = new EnterKey({ ...wellBehaved, pasteWindowMs: 120 });
    enter.heard({ kind: 'paste', text: 'a' }, 1000);
    expect(enter.pressed('a', 1119)).toBe('breaks the line');
    expect(enter.pressed('a', 1120)).toBe('sends');
  });

  test('is swallowed so often for each prompt', () => {
    const enter = new EnterKey({ ...wellBehaved, swallowedEnters: 2 });
    const effects = () => [enter.pressed('a', 0), enter.pressed('a', 0), enter.pressed('a', 0)];
    expect(effects()).toEqual(['does nothing', 'does nothing', 'sends']);
    expect(effects()).toEqual(['does nothing', 'does nothing', 'sends']);
  });

  test('closes a menu first, which another letter opens again', () => {
    const enter = new EnterKey({ ...wellBehaved, hasPicker: true });
    expect(enter.showsMenu('see @src')).toBe(true);
    expect(enter.pressed('see @src', 0)).toBe('closes the menu');
    expect(enter.showsMenu('see @src')).toBe(false);
    expect(enter.showsMenu('see @src/a')).toBe(true);
    expect(enter.pressed('see @src', 0)).toBe('sends');
    expect(enter.showsMenu('mail a@b c')).toBe(false);
  });
});

describe('a question', () => {
  const screenOf = (kind: 'permission' | 'trust', about: string) => questionLines({ kind, about }, 60).map((line) => paint(line, false));

  test('is read off the screen as it was drawn', () => {
    expect(questionIn(['› earlier', '', ...screenOf('permission', 'npm test -- "a b"?')])).toEqual({ kind: 'permission', about: 'npm test -- "a b"?' });
    expect(questionIn([...screenOf('trust', '/shop'), '  ◈ waiting · cart'])).toEqual({ kind: 'trust', about: '/shop' });
    expect(questionIn(['● Do you want to run a?', '› '])).toBeUndefined();
  });

  test('is evidence of waiting, with what is asked', () => {
    const screen = [...screenOf('permission', 'rm -rf build'), '  ◈ waiting · cart'];
    expect(demo.evidence({ title: '◈ waiting · cart', files: {}, screen })[0]?.reading).toEqual({ status: 'waiting', for: { kind: 'permission', text: 'rm -rf build' } });
    expect(demo.delivery?.draft(screen)).toBeUndefined();
  });

  test('is answered by its own keys only, and never by a paste', () => {
    const answers = [{ kind: 'enter' }, { kind: 'text', text: '1' }, { kind: 'text', text: 'y' }, { kind: 'escape' }, { kind: 'text', text: '2' }, { kind: 'text', text: 'x' }, { kind: 'paste', text: '1' }] as const;
    expect(answers.map(answerOf)).toEqual([true, true, true, false, false, undefined, undefined]);
  });
});

test('a usage limit is known from the conversation, until anything follows it', () => {
  const row = (content: object) => `${JSON.stringify({ at: '2026-01-01T00:00:00.000Z', ...content })}\n`;
  const limit = row({ type: 'limit', text: 'You\'ve hit your usage limit' });
  const title = '◇ idle · cart';
  expect(statusBy(demo, { title, files: { session: limit + row({ type: 'turn-end', text: 'limited' }) } })).toBe('limited');
  expect(statusBy(demo, { title, files: { session: limit + row({ type: 'user', text: 'Go on.' }) } })).toBe('idle');
});

test.each([
  ['an empty box', ['\u001b[2m› \u001b[0m', '\u001b[2m  ◇ idle · cart\u001b[0m'], ''],
  ['a suggestion', ['\u001b[2m› Try it\u001b[0m', '\u001b[2m  ◇ idle · cart\u001b[0m'], ''],
  ['a draft', ['› earlier', '\u001b[2m› \u001b[0mfirst', '\u001b[2m  \u001b[0msecond', '\u001b[2m  ◇ idle · cart\u001b[0m'], 'first\nsecond'],
  ['a draft without colours', ['› first', '  second', '  ◇ idle · cart'], 'first\nsecond'],
  ['another program', ['~', '~', 'note.txt'], undefined],
])('the draft in %s', (_, screen, draft) => {
  expect(demo.delivery?.draft(screen)).toBe(draft);
});
