import { describe, expect, it } from 'vitest';
import { becauseOf, verdictOf } from '../../src/health/verdict.ts';
import type { Evidence, Reading, Source } from '../../src/state/evidence.ts';

const now = 1_000_000_000;
const said = (source: Source, reading: Reading, ageMs?: number): Evidence => ({ source, rule: `${source} says ${reading.status}`, reading, ...(ageMs === undefined ? {} : { at: now - ageMs }) });
const idle: Reading = { status: 'idle' };
const working: Reading = { status: 'working' };
const waiting: Reading = { status: 'waiting', for: { kind: 'permission' } };
const login: Reading = { status: 'waiting', for: { kind: 'login' } };
const limited = (until?: number): Reading => ({ status: 'limited', ...(until === undefined ? {} : { until }) });

describe('a verdict over evidence', () => {
  it.each<[string, readonly Evidence[], string]>([
    ['a dialog on the screen before all', [said('session-file', idle), said('hook', working, 0), said('screen', waiting)], 'waiting'],
    ['a usage limit before the tool\'s own rest', [said('session-file', idle), said('transcript', limited(now + 1), 5)], 'limited'],
    ['a usage limit without an end', [said('session-file', idle), said('transcript', limited(), 5)], 'limited'],
    ['no usage limit that is over', [said('session-file', idle), said('transcript', limited(now - 1), 5)], 'idle'],
    ['nothing, where only a limit is told that is over', [said('transcript', limited(now - 1), 5)], 'unknown'],
    ['a login that the conversation asks for', [said('session-file', idle), said('transcript', login, 5)], 'waiting'],
    ['the session file before the title, and that before hooks', [said('hook', idle, 0), said('title', waiting), said('session-file', working)], 'working'],
    ['a fresh hook before the conversation', [said('transcript', idle, 10), said('hook', working, 119_000)], 'working'],
    ['no hook that is old: it does not fire when a person interrupts', [said('transcript', idle, 10), said('hook', working, 121_000)], 'idle'],
    ['no hook without a time', [said('hook', working)], 'unknown'],
    ['the screen last of all', [said('screen', working), said('transcript', idle, 3)], 'idle'],
    ['the newest of two of one kind', [said('transcript', working, 1), said('transcript', idle, 9)], 'working'],
    ['a prompt that was given a moment ago before the session file', [said('session-file', idle), said('prompt', working, 10_000)], 'working'],
    ['no prompt that was given long ago', [said('session-file', idle), said('prompt', working, 10_001)], 'idle'],
    ['a prompt that has yet to be taken', [said('session-file', idle), said('prompt', { status: 'starting' })], 'starting'],
    ['nothing by nothing', [], 'unknown'],
  ])('believes %s', (_name, evidence, status) => {
    const verdict = verdictOf(evidence, now);
    expect(verdict.reading.status).toBe(status);
    expect(verdict.evidence).toBe(evidence);
    expect(verdict.by?.reading).toEqual(status === 'unknown' ? undefined : verdict.reading);
  });

  it('says what an agent waits for in the words of any source that has them for that kind of question', () => {
    const text = 'touch asked.txt';
    const asks = (kind: 'permission' | 'question'): Reading => ({ status: 'waiting', for: { kind, text } });
    expect(verdictOf([said('session-file', waiting), said('hook', asks('permission'), 1)], now).reading).toEqual(asks('permission'));
    expect(verdictOf([said('session-file', waiting), said('hook', asks('question'), 1)], now).reading).toEqual(waiting);
    expect(verdictOf([said('screen', waiting), said('hook', idle, 1)], now).reading).toEqual(waiting);
  });

  it('says why it was believed', () => {
    expect(becauseOf(verdictOf([said('screen', waiting)], now), now)).toBe('a dialog stands on the screen');
    expect(becauseOf(verdictOf([], now), now)).toBe('nothing that can be believed was seen');
  });
});
