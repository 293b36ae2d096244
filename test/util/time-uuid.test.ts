import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeOf, timeUuid } from '../../src/util/time-uuid.ts';

it('a UUID tells when it was made, to the millisecond', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: Date.UTC(4000, 0) }), (at) => {
    expect(timeOf(timeUuid(at))).toBe(at);
  }));
});

it('it is a UUID of version 1 as RFC 9562 has it', () => {
  expect(timeUuid(Date.UTC(2026, 10, 21))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(timeOf('c232ab00-9414-11ec-b3c8-9f6bdeced846')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22));
});

it('no two made in one millisecond are alike', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => timeUuid(0))).size).toBe(10_000);
});

it.each(['', 'talk-1', 'b481a8c8-395e-4dd6-988d-5f8c34c55430'])('%j tells no time', (text) => {
  expect(timeOf(text)).toBeUndefined();
});
