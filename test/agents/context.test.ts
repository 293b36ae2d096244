import { describe, expect, it } from 'vitest';
import type { Adapter, SeenFile } from '../../src/agents/adapter.ts';
import { claude } from '../../src/agents/claude/adapter.ts';
import { gemini } from '../../src/agents/gemini/adapter.ts';
import { opencode } from '../../src/agents/opencode/adapter.ts';

const at = '2030-01-01T12:00:00.000Z';
const record = (...rows: readonly object[]): SeenFile => ({ text: rows.map((row) => `${JSON.stringify(row)}\n`).join(''), writtenAt: 9, end: { path: 'record', bytes: 0 } });
const contextIn = ({ history }: Adapter, ...records: readonly SeenFile[]) => history!.context!(records);

describe('how full the context is', () => {
  it('is what the latest request of a Claude Code held, and its answer; not what its sub-agents used', () => {
    const answer = (id: string, cached: number, error?: object) => ({ type: 'assistant', timestamp: at, message: { id, model: 'm', content: [], stop_reason: 'end_turn', usage: { input_tokens: 3, output_tokens: 20, cache_read_input_tokens: cached, cache_creation_input_tokens: 100 } }, ...error });
    const failed = { ...answer('failed', 0), isApiErrorMessage: true };
    expect(contextIn(claude, record(answer('one', 5000), answer('two', 7000), answer('two', 7000), failed), record(answer('three', 90_000)))).toEqual({ used: 7123 });
    expect(contextIn(claude, record())).toBeUndefined();
  });

  it('is the same for a Gemini CLI, whose input holds what was cached', () => {
    const answer = (id: string, input: number) => ({ id, type: 'gemini', timestamp: at, content: 'Yes.', model: 'm', tokens: { input, output: 20, cached: 400, thoughts: 5 } });
    expect(contextIn(gemini, record({ id: 'a', type: 'user', content: 'x' }, answer('b', 500), answer('c', 900)))).toEqual({ used: 925 });
    expect(contextIn(gemini, record({ id: 'a', type: 'user', content: 'x' }))).toBeUndefined();
  });

  it('is the same for an OpenCode, where an answer that has only begun has no tokens yet', () => {
    const answer = (input: number, output: number) => ({ role: 'assistant', at: 1, completed: 2, finish: 'stop', model: 'm', tokens: JSON.stringify({ input, output, reasoning: 5, cache: { read: 50, write: 2 } }), text: 'Yes.' });
    const begun = { role: 'assistant', at: 3, completed: null, finish: null, model: 'm', tokens: JSON.stringify({ input: 0, output: 0, reasoning: 0, cache: { read: 0, write: 0 } }), text: null };
    expect(contextIn(opencode, record(answer(100, 10), answer(200, 20), begun))).toEqual({ used: 277 });
    expect(contextIn(opencode, record())).toBeUndefined();
  });
});

describe('the last sign of life of an OpenCode', () => {
  it('is the latest part of a message, for its database is one file for all agents', () => {
    const message = { role: 'user', at: 5, completed: null, finish: null, model: null, tokens: null, text: 'x' };
    const sign = (...rows: readonly object[]) => opencode.history!.lastSignAt!([record(...rows)]);
    expect(sign(message, { ...message, role: 'assistant', at: 7, written: 40 })).toBe(40);
    expect(sign(message, { ...message, role: 'assistant', at: 7, written: null })).toBe(7);
    expect(sign()).toBeUndefined();
  });
});
