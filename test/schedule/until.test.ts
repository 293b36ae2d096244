import { describe, expect, it } from 'vitest';
import { until } from '../../src/schedule/until.ts';

/** In New York 17:30 of the day before a Saturday, in Berlin 23:30. */
const now = Date.UTC(2026, 10, 20, 22, 30);

function told(text: string, timezone = 'Europe/Berlin', from = now): string | undefined {
  const at = until(text, from, timezone);
  return at === undefined ? undefined : new Date(at).toISOString();
}

describe('a moment that a person means', () => {
  it.each([
    ['a time of day, tomorrow', '07:00', '2026-11-21T06:00:00.000Z'],
    ['without its zero', '7:00', '2026-11-21T06:00:00.000Z'],
    ['still today', '23:45', '2026-11-20T22:45:00.000Z'],
    ['just now is tomorrow', '23:30', '2026-11-21T22:30:00.000Z'],
    ['with seconds, still to come', '23:30:01', '2026-11-20T22:30:01.000Z'],
    ['in another time zone', '07:00 America/New_York', '2026-11-21T12:00:00.000Z'],
    ['in UTC', '07:00 UTC', '2026-11-21T07:00:00.000Z'],
    ['on a day', '2026-12-24T07:00', '2026-12-24T06:00:00.000Z'],
    ['on a day, with a blank', '2026-12-24 07:00', '2026-12-24T06:00:00.000Z'],
    ['on a day of the next year', '2027-01-01T00:00', '2026-12-31T23:00:00.000Z'],
    ['on a day in another time zone', '2026-12-24 07:00:30 Asia/Tokyo', '2026-12-23T22:00:30.000Z'],
    ['on a day far ahead of UTC', '2026-12-24 00:00 Pacific/Kiritimati', '2026-12-23T10:00:00.000Z'],
    ['with an offset', '2026-11-21T07:00+05:30', '2026-11-21T01:30:00.000Z'],
    ['in UTC, as programs write it', '2026-11-21T07:00:15Z', '2026-11-21T07:00:15.000Z'],
    ['with blanks around', '  07:00  ', '2026-11-21T06:00:00.000Z'],
  ])('%s', (_, text, moment) => {
    expect(told(text)).toBe(moment);
  });

  it.each([
    '', 'morning', '7', '7am', '24:00', '07:60', '07:00 Berlin', '07:00 +02:00', '07:00+02:00', '07:00Z', '07:00 Europe/Berlin please', '2026-02-30T07:00', '2026-02-30T07:00Z', '2026-13-01T07:00',
    '2026-11-21', '21.11.2026 07:00', '2026-11-21T07:00Z Europe/Berlin', '12h',
  ])('%j is none', (text) => {
    expect(told(text)).toBeUndefined();
  });

  it.each(['2026-11-20T23:30', '2026-11-20T22:30Z', '2025-12-24 07:00', '2024-02-29T07:00'])('%s is over', (text) => {
    expect(told(text)).toBeUndefined();
  });

  it('is after the gap where the clock jumps over it', () => {
    expect(told('02:30', 'Europe/Berlin', Date.UTC(2026, 2, 28, 12))).toBe('2026-03-29T01:00:00.000Z');
    expect(told('2026-03-29T02:30', 'Europe/Berlin', Date.UTC(2026, 2, 1))).toBe('2026-03-29T01:00:00.000Z');
  });

  it('is the first of two where the clock repeats it', () => {
    expect(told('02:30', 'Europe/Berlin', Date.UTC(2026, 9, 24, 12))).toBe('2026-10-25T00:30:00.000Z');
    expect(told('02:30', 'Europe/Berlin', Date.UTC(2026, 9, 25, 0, 45)), 'between the two').toBe('2026-10-26T01:30:00.000Z');
  });

  it("is in the machine's time zone when nothing says another", () => {
    const midday = new Date(now);
    midday.setHours(12, 0, 0, 0);
    if (midday.getTime() <= now) midday.setDate(midday.getDate() + 1);
    expect(until('12:00', now)).toBe(midday.getTime());
  });
});
