import { describe, expect, it } from 'vitest';
import { nextAct } from '../../src/fake-model/script.ts';

/** What the model does about a prompt, until it says something. */
function doneAbout(...lines: readonly string[]): readonly unknown[] {
  const standing = { prompt: lines.join('\n'), tools: ['Bash', 'Write'] };
  const replies = lines.map((_, results) => nextAct({ ...standing, results }).reply);
  return replies.slice(0, replies.findIndex(({ kind }) => kind === 'say') + 1).map((reply) => (reply.kind === 'tool' ? reply.input['command'] ?? reply.input['content'] : reply));
}

describe('a step that depends on what the prompt tells', () => {
  const script = ['FAKE:bash first', 'FAKE:told order gives|write order.txt|a|b', 'FAKE:bash last'];

  it('is done where the rest of the prompt holds its text, in its place', () => {
    expect(doneAbout('Build it.', ...script, 'It failed: order gives 2.')).toEqual(['first', 'a|b', 'last', { kind: 'say', text: 'Done.' }]);
  });

  it('is left out where only lines for the model hold it', () => {
    expect(doneAbout('Build it.', ...script, 'FAKE:say The order gives nothing.')).toEqual(['first', 'last', { kind: 'say', text: 'The order gives nothing.' }]);
  });

  it('is refused without a step', () => {
    expect(() => doneAbout('FAKE:told order gives')).toThrow('The fake model knows no "FAKE:told"');
  });
});
