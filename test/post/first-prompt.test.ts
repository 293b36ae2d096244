import { describe, expect, it } from 'vitest';
import { promptArgument, promptBytes } from '../../src/agents/prompt-argument.ts';
import { firstPrompt } from '../../src/post/first-prompt.ts';
import type { Knowledge } from '../../src/state/knowledge.ts';

const known: readonly Knowledge[] = Array.from({ length: 50 }, (_, index) => ({ key: `key-${index}`, kind: 'context', value: 'x'.repeat(100), author: 'person', at: index, uses: 0 }));

describe('what an agent is told first', () => {
  it('is its brief as it is where nothing is known and nothing was left', () => {
    expect(firstPrompt('You are cart.\n', { known: [] })).toBe('You are cart.\n');
    expect(firstPrompt('', { known })).toBe('');
  });

  it('is its brief, what is known, and last what the conversation before left', () => {
    expect(firstPrompt('You are cart.', { known: known.slice(0, 1), handover: 'Go on with the page.' }))
      .toBe(`You are cart.\n\nWhat the team knows, by what was used most and is newest:\n  key-0: ${'x'.repeat(100)} (a person)\n\nGo on with the page.`);
  });

  it('holds nothing that no argument can hold', () => {
    expect(firstPrompt('You are cart.', { known: [{ ...known[0]!, value: 'a\0b\u001b[1mc' }] })).toContain('  key-0: a b [1mc (a person)');
  });

  it.each([
    { rest: 2600, shown: 'all that a page holds' },
    { rest: 1000, shown: 'some' },
    { rest: 0, shown: 'none' },
    { rest: -5000, shown: 'none' },
  ])('fits into one argument with $rest bytes left by the brief: the digest gives way, and says how much is left out', ({ rest, shown }) => {
    const brief = `You are cart.\n${'line of the spec\n'.repeat(8000)}`.slice(0, promptBytes - rest);
    const told = firstPrompt(brief, { known, handover: 'Go on with the page.' });
    expect(Buffer.byteLength(told)).toBeLessThanOrEqual(promptBytes);
    expect(promptArgument(told), 'no adapter cuts it again').toBe(told);
    expect(told.endsWith('\n\nGo on with the page.')).toBe(true);
    const entries = told.split('\n').filter((line) => line.startsWith('  key-')).length;
    expect({ 'all that a page holds': entries >= 15, some: entries > 0 && entries < 15, none: entries === 0 }[shown]).toBe(true);
    expect(told).toContain(entries === 0 ? 'What the team knows does not fit in here, 50 entries: coders context list' : `(${50 - entries} more are left out here: coders context list)`);
    expect(told.includes('bytes more do not fit into a prompt')).toBe(rest < 1000);
  });
});
