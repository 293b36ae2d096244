import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdictOf } from '../../src/health/verdict.ts';
import { usageOf } from '../../src/health/usage.ts';
import type { Evidence, Question, Reading, Source } from '../../src/state/evidence.ts';
import { seed } from '../rig/seed.ts';

const now = 1_800_000_000_000;

const question: fc.Arbitrary<Question> = fc.record(
  { kind: fc.constantFrom('permission', 'question', 'login', 'trust', 'other'), text: fc.constantFrom('npm test', 'rm -rf x', 'Which one?') },
  { requiredKeys: ['kind'] },
);
const reading: fc.Arbitrary<Reading> = fc.oneof(
  fc.constantFrom<Reading>({ status: 'starting' }, { status: 'idle' }, { status: 'working' }, { status: 'working', doing: 'Bash' }, { status: 'limited' }),
  fc.integer({ min: -3_600_000, max: 3_600_000 }).map((ms): Reading => ({ status: 'limited', until: now + ms })),
  question.map((asked): Reading => ({ status: 'waiting', for: asked })),
);
const evidence: fc.Arbitrary<Evidence> = fc.record(
  {
    source: fc.constantFrom<Source>('prompt', 'session-file', 'hook', 'transcript', 'title', 'screen'),
    rule: fc.constant('it says so'),
    reading,
    at: fc.integer({ min: now - 600_000, max: now }),
  },
  { requiredKeys: ['source', 'rule', 'reading'] },
);

test('invariant 15: whatever was seen, a status and each word of it were read somewhere, or it is unknown', () => {
  fc.assert(fc.property(fc.array(evidence, { maxLength: 6 }), (seen) => {
    const verdict = verdictOf(seen, now);
    if (verdict.by === undefined) {
      expect(verdict.reading).toEqual({ status: 'unknown' });
      return;
    }
    expect(seen).toContain(verdict.by);
    const told = verdict.by.reading;
    if (told.status !== 'waiting' || told.for.text !== undefined) {
      expect(verdict.reading).toEqual(told);
      return;
    }
    // Only what it waits for may be put in another source's words, and only for the same kind of question.
    const words = seen.flatMap(({ reading: one }) => (one.status === 'waiting' && one.for.kind === told.for.kind ? [one] : []));
    expect(words).toContainEqual(verdict.reading);
  }), { seed, numRuns: 20_000 });
});

test('invariant 15: no cost where the price of one model is not known, and no usage where none was told', () => {
  const tokens = { input: 1000, output: 10, cacheRead: 0, cacheWrite: 0 };
  const turn = (...models: string[]) => ({ prompt: 'p', reply: 'r', at: now, usage: models.map((model) => ({ model, tokens })) });
  const prices = { date: '2026-01-01', currency: 'USD', models: { known: { input: 1, output: 1, cache_read: 1, cache_write: 1 } } };
  expect(usageOf([turn('known')], prices)?.cost?.amount).toBeCloseTo(0.00101);
  expect(usageOf([turn('known', 'unheard-of')], prices)).not.toHaveProperty('cost');
  expect(usageOf([turn('known')], undefined)).not.toHaveProperty('cost');
  expect(usageOf([turn()], prices)).toBeUndefined();
});
