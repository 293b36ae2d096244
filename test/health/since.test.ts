import { describe, expect, it } from 'vitest';
import { sinceOf, type Life } from '../../src/health/since.ts';
import type { Evidence, Reading, Source, Verdict } from '../../src/state/evidence.ts';

const waiting: Reading = { status: 'waiting', for: { kind: 'permission' } };
const working: Reading = { status: 'working' };
const idle: Reading = { status: 'idle' };
const said = (source: Source, reading: Reading, at?: number): Evidence => ({ source, rule: 'a rule', reading, ...(at === undefined ? {} : { at }) });
const by = (reading: Reading, ...evidence: readonly Evidence[]): Verdict => ({ reading, evidence });

describe('an agent is what it is', () => {
  it.each<[string, Verdict, Life, number | undefined]>([
    ['starting since it was launched', by({ status: 'starting' }), { startedAt: 5 }, 5],
    ['working since its turn began, whatever was heard of it later', by(working, said('hook', working, 90), said('session-file', working, 51)), { turn: { at: 50 } }, 50],
    ['working since its session file says so, where no turn is told of', by(working, said('session-file', working, 51)), {}, 51],
    ['working since nobody knows when, where only the latest sign of work is known', by(working, said('hook', working, 90), said('transcript', working, 80)), {}, undefined],
    ['idle since its last turn ended', by(idle, said('hook', idle, 90)), { turn: { at: 50, endedAt: 60 } }, 60],
    ['idle since that was first written, where the end of the turn is not', by(idle, said('hook', idle, 90), said('transcript', idle, 70)), { turn: { at: 50 } }, 70],
    ['idle since its launch at most: the turn was another agent\'s of the same conversation', by(idle), { startedAt: 80, turn: { at: 50, endedAt: 60 } }, 80],
    ['waiting since it was written first, though the screen decided', by(waiting, said('screen', waiting), said('session-file', waiting, 42), said('hook', waiting, 40)), {}, 40],
    ['waiting since nobody knows when, where only its screen tells', by(waiting, said('screen', waiting), said('hook', working, 30)), { turn: { at: 20 } }, undefined],
    ['limited since its conversation says so', by({ status: 'limited' }, said('transcript', { status: 'limited' }, 33)), { turn: { at: 20 } }, 33],
    ['unknown since nobody knows when', { reading: { status: 'unknown' }, evidence: [] }, { startedAt: 1 }, undefined],
  ])('%s', (_name, verdict, life, since) => {
    expect(sinceOf(verdict, life)).toBe(since);
  });
});
