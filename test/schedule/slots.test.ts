import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueSlots, fireTime, nextSlot, type Timetable } from '../../src/schedule/slots.ts';
import { sample } from '../rig/sample.ts';
import { seed } from '../rig/seed.ts';
import { cronOf, isChanged, scan, within, yearOf, type Times, type YearOfMinutes } from './year-scan.ts';

const from = Date.parse('2026-01-01T00:00Z');
const days = 365;
const to = from + days * 86_400_000;
/** The scanned year begins and ends apart from what is compared, by the days that a zone may differ from UTC. */
const margin = 2 * 86_400_000;

const table = (trigger: Timetable['trigger'], more: Partial<Timetable> = {}): Timetable => ({ trigger, jitterMs: 0, anchor: from, name: 'checkin/shop/pm/hourly', ...more });

const some = (least: number, most: number, of = 3) => fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: of });
const times: fc.Arbitrary<Times> = fc.oneof(
  fc.record({ minutes: some(0, 59, 2), hours: some(0, 4) }),
  fc.record({ minutes: some(0, 59, 2), hours: some(0, 23), weekdays: some(0, 6) }),
  fc.record({ minutes: some(0, 59, 2) }),
  fc.record({ second: fc.integer({ min: 0, max: 59 }), minutes: some(0, 59, 1), hours: some(0, 4) }),
  fc.record({ second: fc.integer({ min: 0, max: 59 }), minutes: some(0, 59, 1) }),
);

/** All slots of a year, one after the other, as a supervisor that never sleeps sees them. */
function walked(wanted: Timetable): number[] {
  const found: number[] = [];
  for (let at = nextSlot(wanted, from + margin); at !== undefined && at < to - margin; at = nextSlot(wanted, at)) found.push(at);
  return found;
}

/** Some zones are asked for more than once. */
const years = new Map<string, YearOfMinutes>();

function year(timezone: string): YearOfMinutes {
  const known = years.get(timezone) ?? yearOf(timezone, from, days);
  years.set(timezone, known);
  return known;
}

/** In Greenland the clock is put forward from 23:00 to midnight: croner looks for a time of the old day on the new one, and finds none. */
const putForwardToMidnight = ['America/Godthab', 'America/Nuuk', 'America/Scoresbysund'];

const changing = Intl.supportedValuesOf('timeZone').filter((timezone) => !putForwardToMidnight.includes(timezone) && isChanged(timezone, from, days));

describe('a year of slots', () => {
  it('is known for zones of both halves of the earth', () => {
    expect(changing.length).toBeGreaterThan(100);
    expect(changing).toEqual(expect.arrayContaining(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Antarctica/Troll', 'Africa/Cairo']));
  });

  it.each(['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Antarctica/Troll', ...sample(changing, 1)])('is what a scan of each minute finds, in %s', (timezone) => {
    const minutes = year(timezone);
    fc.assert(fc.property(times, fc.option(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })), { nil: undefined }), (wanted, window) => {
      const bounds = window === undefined ? undefined : ([window[0] * 60 + window[1], (window[0] * 60 + window[1] + 9 * 60) % 1440] as const);
      const all = scan(minutes, wanted);
      const expected = (bounds === undefined ? all : within(minutes, all, bounds)).filter((at) => at > from + margin && at < to - margin);
      const between = bounds?.map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`).join('-');
      expect(walked(table({ cron: cronOf(wanted) }, { timezone, between }))).toEqual(expected);
    }), { seed, numRuns: 3 });
  });

  it.each(['America/Nuuk'])('lacks one where the clock is put forward to midnight, as docs/checkins.md says of %s', (timezone) => {
    const wanted = { minutes: [30], hours: [23] };
    const left = Date.parse('2026-03-29T01:00Z');
    const expected = scan(year(timezone), wanted).filter((at) => at > from + margin && at < to - margin);
    expect(expected).toContain(left);
    expect(walked(table({ cron: cronOf(wanted) }, { timezone }))).toEqual(expected.filter((at) => at !== left));
  });

  it('opens again where the clock is put back over the time of day at which it begins, or ends', () => {
    const minutes = year('Antarctica/Troll');
    const wanted = { minutes: [0] };
    for (const [between, edges] of [['01:01-10:01', [61, 601]], ['16:01-01:01', [961, 61]]] as const) {
      const expected = within(minutes, scan(minutes, wanted), edges).filter((at) => at > from + margin && at < to - margin);
      const troll = table({ cron: cronOf(wanted) }, { timezone: 'Antarctica/Troll', between });
      expect(walked(troll)).toEqual(expected);
      for (const at of expected) expect(dueSlots(troll, at - 1, at + 5 * 3_600_000).slots[0]).toBe(at);
    }
  });

  it.each(['Europe/Berlin', ...sample(changing, 1)])('is found backwards as forwards, after any sleep, in %s', (timezone) => {
    const minutes = year(timezone);
    const moment = fc.integer({ min: from + margin, max: to - margin - 3 * 86_400_000 });
    fc.assert(fc.property(times, moment, fc.oneof(fc.integer({ min: 3_600_000, max: 3 * 86_400_000 }), fc.integer({ min: 1, max: 3_600_000 })), (wanted, after, slept) => {
      const now = after + slept;
      const expected = scan(minutes, wanted).filter((at) => at > after && at <= now);
      const { slots, areMore } = dueSlots(table({ cron: cronOf(wanted) }, { timezone }), after, now);
      expect(slots).toEqual(expected.slice(-24));
      expect(areMore).toBe(expected.length > 24);
    }), { seed, numRuns: 12 });
  });
});

describe('slots', () => {
  it('of an interval are counted from when it was added, which is none', () => {
    const every = table({ everyMs: 1_800_000 }, { anchor: from + 123 });
    expect(nextSlot(every, from - 10 * 86_400_000)).toBe(from + 123 + 1_800_000);
    expect(nextSlot(every, from + 123 + 1_800_000)).toBe(from + 123 + 3_600_000);
    expect(dueSlots(every, 0, from + 123).slots).toEqual([]);
    expect(dueSlots(every, 0, from + 123 + 3_700_000).slots).toEqual([from + 123 + 1_800_000, from + 123 + 3_600_000]);
  });

  it('before it was added are none', () => {
    const hourly = table({ cron: '0 * * * *' }, { anchor: from, timezone: 'UTC' });
    expect(dueSlots(hourly, 0, from).slots).toEqual([]);
    expect(dueSlots(hourly, 0, from + 3_600_000).slots).toEqual([from + 3_600_000]);
  });

  it('end when it expires', () => {
    const ends = table({ cron: '0 * * * *' }, { timezone: 'UTC', endsAt: from + 2 * 3_600_000 });
    expect(nextSlot(ends, from + 3_600_000)).toBeUndefined();
    expect(dueSlots(ends, from, from + 10 * 3_600_000).slots).toEqual([from + 3_600_000]);
  });

  it('that are outside of its time of day are none, however many there would be', () => {
    const night = table({ everyMs: 1000 }, { between: '22:00-07:00', timezone: 'UTC' });
    expect(nextSlot(night, Date.parse('2026-03-01T07:00Z'))).toBe(Date.parse('2026-03-01T22:00Z'));
    const { slots, areMore } = dueSlots(night, Date.parse('2026-03-01T06:59:57Z'), Date.parse('2026-03-01T21:59Z'));
    expect([slots, areMore]).toEqual([[Date.parse('2026-03-01T06:59:58Z'), Date.parse('2026-03-01T06:59:59Z')], false]);
  });

  it('that can never be are not looked for for ever', () => {
    expect(nextSlot(table({ cron: '0 12 * * *' }, { between: '22:00-07:00', timezone: 'UTC' }), from)).toBeUndefined();
  });

  it('come once where there is one time', () => {
    expect(nextSlot(table({ at: from + 5 }), from)).toBe(from + 5);
    expect(nextSlot(table({ at: from + 5 }), from + 5)).toBeUndefined();
  });

  it('come up to their jitter later, always by the same, others by another part, and none after the next', () => {
    const late = table({ everyMs: 60_000 }, { jitterMs: 3_600_000 });
    const fires = Array.from({ length: 500 }, (_, index) => fireTime(late, from + (index + 1) * 60_000) - (from + (index + 1) * 60_000));
    expect(fires).toEqual(Array.from({ length: 500 }, (_, index) => fireTime(late, from + (index + 1) * 60_000) - (from + (index + 1) * 60_000)));
    expect(Math.min(...fires)).toBeLessThan(6000);
    expect(Math.max(...fires)).toBeGreaterThan(54_000);
    expect(Math.max(...fires)).toBeLessThan(60_000);
    expect(fireTime({ ...late, name: 'checkin/shop/pm/other' }, from + 60_000)).not.toBe(fireTime(late, from + 60_000));
    expect(dueSlots(late, from, fireTime(late, from + 60_000) - 1).slots).toEqual([]);
    expect(dueSlots(late, from, fireTime(late, from + 60_000)).slots).toEqual([from + 60_000]);
  });
});
