import { expect, test } from 'vitest';
import { findingText } from './print.ts';
import { median, race } from './race.ts';
import { atMost } from './section.ts';

test('the median is the middle one, or lies between the two in the middle', () => {
  expect([[3], [9, 1, 5], [4, 1, 3, 2]].map(median)).toEqual([3, 5, 2.5]);
});

test('contestants take turns, the first round is not measured, and each cleans up also when it fails', () => {
  const log: string[] = [];
  const contestant = (name: string) => ({
    name,
    prepare: () => ({ run: () => void log.push(name), finish: () => void log.push(`${name} ends`) }),
  });
  const results = race([contestant('a'), contestant('b')], 2);
  expect(log).toEqual(Array(3).fill(['a', 'a ends', 'b', 'b ends']).flat());
  expect(results.map(({ name, samples }) => [name, samples.length])).toEqual([['a', 2], ['b', 2]]);

  const failing = { name: 'c', prepare: () => ({ run: () => { throw new Error('no'); }, finish: () => void log.push('c ends') }) };
  expect(() => race([failing], 2)).toThrow('no');
  expect(log.at(-1)).toBe('c ends');
});

test('a finding shows medians, spreads, ratios, and whether each aim is met', () => {
  const results = [{ name: 'a', samples: [10, 12, 11] }, { name: 'b', samples: [220, 210, 250] }];
  expect(findingText({ title: 'Both', table: { kind: 'times', results, against: ['a'] }, remarks: ['c is absent.'], aims: [atMost('b is at most 2 × a', 20, 2), atMost('a is at most b', 0.05, 1)] })).toBe(`Both

     median ms    min–max    × a
  a       11.0  10.0–12.0   1.00
  b        220    210–250  20.00
  c is absent.
  ✗ b is at most 2 × a: 20.00×, not met
  ✓ a is at most b: 0.05×, met
`);
});
