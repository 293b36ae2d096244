import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, formatDuration } from '../../src/util/duration.ts';
import { cycles } from '../../src/util/graph.ts';
import { editDistance, nearest } from '../../src/util/suggest.ts';

describe('durations', () => {
  it.each([['90s', 90_000], ['30m', 1_800_000], ['2h', 7_200_000], ['1d', 86_400_000], ['1h30m', 5_400_000], ['1d2h3m4s', 93_784_000], ['0h5m', 300_000]])('%s', (text, milliseconds) => {
    expect(durationMs(text)).toBe(milliseconds);
  });

  it.each(['', '0s', '90', 's', '1m1h', '1h1h', '-1s', '1.5h', ' 1s', '1 h', '1H', '1234567s'])('%j is none', (text) => {
    expect(durationMs(text)).toBeUndefined();
  });

  it('are told in their two largest units', () => {
    expect([0, 999, 45_000, 5_400_000, 93_784_000].map(formatDuration)).toEqual(['0s', '0s', '45s', '1h 30m', '1d 2h']);
  });
});

describe('the nearest word', () => {
  it.each([
    ['modle', 'model'], ['Tool', 'tool'], ['permissionMode', 'permission_mode'], ['permission-mode', 'permission_mode'],
    ['engeneers', 'engineers'], ['workflow', undefined], ['x', undefined], ['', undefined],
  ])('%j means %j', (typed, meant) => {
    expect(nearest(typed, ['model', 'tool', 'permission_mode', 'engineers', 'role', 'env'])).toBe(meant);
  });

  it('is as far one way as the other, and no farther than the longer word', () => {
    fc.assert(fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }));
  });

  it('a swap is one step', () => {
    expect(editDistance('crat', 'cart')).toBe(1);
  });
});

describe('cycles', () => {
  const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges));

  it.each([
    ['none', { a: ['b', 'c'], b: ['c'], c: [] }, []],
    ['of one', { a: ['a'] }, [['a']]],
    ['of three, with a tail', { t: ['a'], a: ['b'], b: ['c'], c: ['a'] }, [['a', 'b', 'c']]],
    ['two that share a node', { a: ['b', 'c'], b: ['a'], c: ['a'] }, [['a', 'b'], ['a', 'c']]],
    ['none through a node that is not there', { a: ['x'] }, []],
  ])('%s', (_, edges, found) => {
    expect(cycles(graph(edges as Readonly<Record<string, readonly string[]>>))).toEqual(found);
  });

  it('are found in a chain of any length', () => {
    const chain = new Map(Array.from({ length: 50_000 }, (_, index) => [`${index}`, [`${(index + 1) % 50_000}`]]));
    expect(cycles(chain)[0]).toHaveLength(50_000);
  });

  it('are real: each node points at the next', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(fc.property(fc.dictionary(node, fc.array(node)), (edges) => {
      for (const cycle of cycles(graph(edges))) {
        cycle.forEach((from, index) => expect(edges[from]).toContain(cycle[(index + 1) % cycle.length]));
      }
    }));
  });
});
