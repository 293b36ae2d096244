import { describe, expect, test } from 'vitest';
import { directiveUsages, understand } from '../../src/demo/directives.ts';

const only = (line: string) => understand(line).directives[0];

describe('a prompt', () => {
  test('is split into directives, in the order written, and talk', () => {
    const prompt = 'You are the cart engineer.\n\ndemo: write a.md | A\nPlease.\r\n  demo: commit Add a\r\nThanks, demo: is a word here.';
    expect(understand(prompt)).toEqual({
      directives: [{ kind: 'write', path: 'a.md', content: 'A' }, { kind: 'commit', message: 'Add a' }],
      talk: 'You are the cart engineer.\n\nPlease.\nThanks, demo: is a word here.',
    });
  });

  test('without directives is all talk', () => {
    expect(understand('hello')).toEqual({ directives: [], talk: 'hello' });
  });
});

test.each([
  ['demo: write src/a b.txt | x | y', { kind: 'write', path: 'src/a b.txt', content: 'x | y' }],
  ['demo: append a|  indented ', { kind: 'append', path: 'a', content: ' indented ' }],
  ['demo: write empty |', { kind: 'write', path: 'empty', content: '' }],
  ['demo:run npm  test -- "a', { kind: 'run', argv: ['npm', 'test', '--', '"a'] }],
  ['demo: commit Add the cart; $(rm -rf .)', { kind: 'commit', message: 'Add the cart; $(rm -rf .)' }],
  ['demo: think 300ms', { kind: 'think', durationMs: 300 }],
  ['demo: think 1.5s', { kind: 'think', durationMs: 1500 }],
  ['demo: say  hello ', { kind: 'say', text: 'hello' }],
  ['demo: wait-for go.txt', { kind: 'wait-for', path: 'go.txt' }],
  ['demo: exit 255', { kind: 'exit', code: 255 }],
])('%s', (line, directive) => {
  expect(only(line)).toEqual(directive);
});

test.each(['demo: write a', 'demo: write | x', 'demo: run', 'demo: commit  ', 'demo: think 3', 'demo: think 30h', 'demo: exit 256', 'demo: exit -1', 'demo: wait-for'])(
  '%s is unclear, and the reason shows how it is written', (line) => {
    const directive = only(line);
    const usage = directiveUsages.find((form) => form.startsWith(line.split(' ').slice(0, 2).join(' ')));
    expect(directive).toMatchObject({ kind: 'unclear', reason: expect.stringContaining(`"${usage}"`) });
  },
);

test.each(['demo: dance', 'demo: constructor x', 'demo:'])('%s is unclear, and the reason lists the directives', (line) => {
  expect(only(line)).toMatchObject({ kind: 'unclear', reason: expect.stringContaining('The directives are write, append, run,') });
});
