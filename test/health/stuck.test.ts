import { describe, expect, it } from 'vitest';
import { stuckSince, type SignsOfLife } from '../../src/health/stuck.ts';
import type { Reading, Verdict } from '../../src/state/evidence.ts';

const now = 1_000_000_000;
const stuckAfterMs = 60_000;
const ago = (ms: number) => now - ms;
const is = (reading: Verdict['reading']): Verdict => ({ reading, evidence: [] });
const working = is({ status: 'working' });

describe('an agent that works is stuck', () => {
  it.each<[string, SignsOfLife, number | undefined]>([
    ['once its last sign of life is too old', { lastSignAt: ago(60_001) }, ago(60_001)],
    ['not before that', { lastSignAt: ago(60_000) }, undefined],
    ['not when it was told something since', { lastSignAt: ago(90_000), turnAt: ago(10_000) }, undefined],
    ['not when it was started since: it goes on with an old conversation', { lastSignAt: ago(90_000), startedAt: ago(10_000) }, undefined],
    ['since the latest of all', { lastSignAt: ago(90_000), turnAt: ago(80_000), startedAt: ago(70_000) }, ago(70_000)],
    ['never when its tool leaves no signs', { turnAt: ago(90_000), startedAt: ago(90_000) }, undefined],
  ])('%s', (_name, signs, since) => {
    expect(stuckSince(working, signs, { stuckAfterMs, now })).toBe(since);
  });

  it.each<Reading | { readonly status: 'unknown' }>([{ status: 'idle' }, { status: 'starting' }, { status: 'waiting', for: { kind: 'question' } }, { status: 'limited' }, { status: 'unknown' }])('but not one that is $status, however long', (reading) => {
    expect(stuckSince(is(reading), { lastSignAt: 0 }, { stuckAfterMs, now })).toBeUndefined();
  });
});
