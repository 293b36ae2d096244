import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { usualCheckin } from '../../src/manifest/checkin.ts';
import { newCheckin, withSettings } from '../../src/schedule/checkin-record.ts';
import { takeDue } from '../../src/schedule/take-due.ts';
import { nextFire } from '../../src/schedule/timetable.ts';
import type { Checkin, CheckinRecord } from '../../src/state/checkin.ts';
import { seed } from '../rig/seed.ts';

const start = Date.parse('2026-11-21T20:00Z');
const hour = 3_600_000;
const checkin = (more: Partial<Checkin> = {}): Checkin => ({ ...usualCheckin, address: 'checkin/shop/pm/a', member: 'member/shop/pm', origin: 'manifest', trigger: { cron: '0 * * * *' }, timezone: 'UTC', note: 'Look.', template: '{note}', ...more });
const at = (hours: number) => start + hours * hour;

function waitingAfter(sleptHours: number, more: Partial<Checkin>): unknown[] {
  const { waiting, runs } = takeDue(newCheckin(checkin(more), start), at(sleptHours) + 30 * 60_000);
  return [waiting.map(({ slot, times }) => [(slot - start) / hour, times]), runs.map((run) => [(run.slot - start) / hour, run.times, run.result])];
}

describe('after a sleep', () => {
  it.each<[string, number, Partial<Checkin>, unknown]>([
    ['skip', 5, { missed: 'skip' }, [[], [[5, 5, 'skipped']]]],
    ['once', 5, { missed: 'once' }, [[[5, 5]], []]],
    ['all', 3, { missed: 'all' }, [[[1, 1], [2, 1], [3, 1]], []]],
    ['all of three days: the latest', 72, { missed: 'all' }, [Array.from({ length: 24 }, (_, index) => [49 + index, 1]), [[49, 1, 'skipped']]]],
    ['all, whatever the overlap', 2, { missed: 'all', overlap: 'skip' }, [[[1, 1], [2, 1]], []]],
  ])('%s', (_, slept, more, expected) => {
    expect(waitingAfter(slept, more)).toEqual(expected);
  });

  it('into a time that is just due: one for all of them', () => {
    expect(takeDue(newCheckin(checkin(), start), at(4) + 1000)).toMatchObject({ cursor: at(4), waiting: [{ slot: at(4), times: 4 }], runs: [] });
  });

  it('of less than two minutes nothing was missed', () => {
    const { waiting, runs } = takeDue(newCheckin(checkin({ missed: 'skip' }), start), at(1) + 119_000);
    expect([waiting.length, runs.length]).toEqual([1, 0]);
  });
});

describe('while the one before is not through', () => {
  const busy = (overlap: Checkin['overlap']): CheckinRecord => ({ ...newCheckin(checkin({ overlap }), start), cursor: at(1), saying: { slot: at(1), message: 'm', at: at(1) } });
  it.each<[Checkin['overlap'], unknown]>([['skip', []], ['queue', [[2, 1], [3, 1]]], ['coalesce', [[3, 2]]]])('%s', (overlap, expected) => {
    const after = takeDue(takeDue(busy(overlap), at(2)), at(3));
    expect(after.waiting.map(({ slot, times }) => [(slot - start) / hour, times])).toEqual(expected);
    if (overlap === 'skip') expect(after.runs).toMatchObject([{ slot: at(3), times: 2, because: 'the one before is not through yet' }]);
  });
});

describe('an edit', () => {
  const record = takeDue(newCheckin(checkin(), start), at(1));
  it('of the note leaves the times', () => {
    expect(withSettings(record, checkin({ note: 'Look closely.' }))).toMatchObject({ cursor: at(1), anchor: start, waiting: [{ slot: at(1) }] });
  });

  it('of the times begins anew: no time before it is its own', () => {
    const edited = withSettings(record, checkin({ trigger: { everyMs: 2 * hour } }), at(1.5));
    expect(edited).toMatchObject({ cursor: at(1.5), anchor: at(1.5), waiting: [], lookAt: at(3.5) });
  });
});

test('whatever the clock does, each time is dealt with at most once, and none from before it was added', () => {
  const step = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 2 * hour }) }, { weight: 1, arbitrary: fc.integer({ min: hour, max: 72 * hour }) }, { weight: 2, arbitrary: fc.integer({ min: -30 * hour, max: -1 }) });
  const policies = fc.record({ missed: fc.constantFrom('skip', 'once', 'all'), overlap: fc.constantFrom('skip', 'queue', 'coalesce'), jitterMs: fc.constantFrom(0, 20 * 60_000), trigger: fc.constantFrom({ cron: '0 * * * *' }, { everyMs: hour }, { cron: '30 */5 * * * *' }) });
  fc.assert(fc.property(policies, fc.array(step, { minLength: 5, maxLength: 60 }), (more, steps) => {
    let record = newCheckin(checkin(more as Partial<Checkin>), start);
    let now = start;
    const told: number[] = [];
    for (const by of steps) {
      now += by;
      record = takeDue(record, now);
      told.push(...record.waiting.map(({ slot }) => slot));
      record = { ...record, waiting: [] };
      expect(nextFire(record) ?? Infinity, 'the next time is after the last').toBeGreaterThan(told.at(-1) ?? start);
    }
    expect(new Set(told).size).toBe(told.length);
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(Math.min(...told, Infinity)).toBeGreaterThan(start);
  }), { seed, numRuns: 100 });
});
