import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextChange, workNow } from '../../src/schedule/working-hours.ts';
import { seed } from '../rig/seed.ts';
import { asCron, scanned, wallClock, type Times } from './minute-scan.ts';

const nights = { start: '0 22 * * 1-5', stop: '0 7 * * *', timezone: 'Europe/Berlin', onStop: 'park' } as const;

function at(text: string, hours: Parameters<typeof workNow>[0] = nights) {
  const { open, until } = workNow(hours, Date.parse(text));
  return [open ? 'open' : 'closed', new Date(until).toISOString()];
}

describe('working hours', () => {
  it.each([
    ['in the night', '2026-11-19T23:00+01:00', 'open', '2026-11-20T07:00+01:00'],
    ['by day', '2026-11-20T12:00+01:00', 'closed', '2026-11-20T22:00+01:00'],
    ['at the start', '2026-11-20T22:00+01:00', 'open', '2026-11-21T07:00+01:00'],
    ['a moment before it', '2026-11-20T21:59:59.999+01:00', 'closed', '2026-11-20T22:00+01:00'],
    ['at the stop', '2026-11-20T07:00+01:00', 'closed', '2026-11-20T22:00+01:00'],
    ['a moment after it', '2026-11-20T07:00:00.001+01:00', 'closed', '2026-11-20T22:00+01:00'],
    ['at the weekend the next stop comes before a start', '2026-11-21T12:00+01:00', 'closed', '2026-11-22T07:00+01:00'],
  ])('%s', (_, now, state, until) => {
    expect(at(now)).toEqual([state, new Date(until).toISOString()]);
  });

  it('end where they start at the same minute', () => {
    const hours = { ...nights, start: '0 * * * *', stop: '0 7 * * *' };
    expect(at('2026-11-20T07:00+01:00', hours)).toEqual(['closed', '2026-11-20T07:00:00.000Z']);
    expect(at('2026-11-20T08:00+01:00', hours)).toEqual(['open', '2026-11-20T08:00:00.000Z']);
  });

  it('are long or short where the clock is changed', () => {
    expect(at('2026-03-29T06:59+02:00', { ...nights, start: '0 22 * * *' })).toEqual(['open', '2026-03-29T05:00:00.000Z']);
    expect(at('2026-10-25T06:59+01:00', { ...nights, start: '0 22 * * *' })).toEqual(['open', '2026-10-25T06:00:00.000Z']);
  });

  it('start and stop where the clock jumps over their time, and once where it repeats it', () => {
    const hours = { ...nights, start: '30 2 * * *', stop: '0 5 * * *' };
    expect(at('2026-03-29T00:00Z', hours)).toEqual(['closed', '2026-03-29T01:00:00.000Z']);
    expect(at('2026-03-29T01:00Z', hours)).toEqual(['open', '2026-03-29T03:00:00.000Z']);
    expect(at('2026-10-25T00:30Z', hours)).toEqual(['open', '2026-10-25T04:00:00.000Z']);
  });

  it("are those of the machine's time zone when none is named", () => {
    const { timezone: _, ...hours } = { ...nights, start: '0 22 * * *' };
    expect(workNow(hours, new Date(2026, 10, 20, 23).getTime())).toEqual({ open: true, until: new Date(2026, 10, 21, 7).getTime() });
  });
});

/** The days around a change of the clock: by an hour or less or more, at midnight, in the south; and where it is never changed. */
const changes: readonly (readonly [timezone: string, around: string])[] = [
  ['Europe/Berlin', '2026-03-29'], ['Europe/Berlin', '2026-10-25'], ['America/New_York', '2026-03-08'], ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'], ['Australia/Lord_Howe', '2026-10-04'], ['Antarctica/Troll', '2026-03-29'], ['Antarctica/Troll', '2026-10-25'],
  ['America/Santiago', '2026-04-05'], ['America/Santiago', '2026-09-06'], ['Africa/Cairo', '2026-04-24'], ['Asia/Kathmandu', '2026-03-29'], ['UTC', '2026-03-29'],
];

const some = (least: number, most: number) => fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 });
const times: fc.Arbitrary<Times> = fc.oneof(
  fc.record({ minutes: some(0, 59), hours: some(0, 23), weekdays: some(0, 6) }),
  // Where clocks change.
  fc.record({ minutes: fc.constantFrom([0], [30], [0, 30]), hours: some(0, 4), weekdays: fc.constant([0, 1, 2, 3, 4, 5, 6]) }),
  fc.record({ minutes: some(0, 59), weekdays: some(0, 6) }),
);

describe('working hours are those that a walk from minute to minute finds', () => {
  it.each(changes)('%s around %s', (timezone, around) => {
    const middle = Date.parse(around);
    const clock = wallClock(timezone, middle - 11 * 86_400_000, 22);
    const moment = fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 });
    // Whole minutes, too: starts and stops stand at them.
    const now = fc.oneof(moment, moment.map((milliseconds) => Math.round(milliseconds / 60_000) * 60_000)).map((milliseconds) => middle + milliseconds);
    fc.assert(fc.property(times, times, now, (start, stop, at) => {
      expect(workNow({ start: asCron(start), stop: asCron(stop), timezone, onStop: 'park' }, at)).toEqual(scanned(clock, { start, stop }, at));
    }), { seed, numRuns: 100 });
  });
});

describe('when working hours change', () => {
  it.each([
    ['in the night', '2026-11-19T23:00+01:00', '2026-11-20T07:00+01:00'],
    ['by day', '2026-11-20T12:00+01:00', '2026-11-20T22:00+01:00'],
    ['at the weekend, where a stop comes before the start', '2026-11-21T12:00+01:00', '2026-11-23T22:00+01:00'],
  ])('%s', (_, now, change) => {
    expect(nextChange(nights, Date.parse(now))).toBe(Date.parse(change));
  });

  it('is never where each start is a stop as well', () => {
    expect(nextChange({ ...nights, start: nights.stop }, Date.parse('2026-11-20T12:00+01:00'))).toBeUndefined();
  });

  it('is what a walk along all starts and stops finds', () => {
    fc.assert(fc.property(times, times, fc.integer({ min: 0, max: 14 * 86_400_000 }), (start, stop, offset) => {
      const hours = { start: asCron(start), stop: asCron(stop), timezone: 'Europe/Berlin', onStop: 'park' } as const;
      const now = Date.parse('2026-03-22') + offset;
      let at = now;
      while (at < now + 15 * 86_400_000 && workNow(hours, at).open === workNow(hours, now).open) at = workNow(hours, at).until;
      expect(nextChange(hours, now)).toBe(at < now + 15 * 86_400_000 ? at : undefined);
    }), { seed, numRuns: 50 });
  });
});
