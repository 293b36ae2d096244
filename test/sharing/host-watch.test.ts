import { describe, expect, test } from 'vitest';
import { HostWatch } from '../../src/supervisor/host-watch.ts';

const lostAfterMs = 60_000;
const beatMs = 10_000;

/** Beats in which `age` says how long ago beta was heard of; undefined where Redis is away. */
function told(...ages: readonly (number | undefined)[]): string[] {
  const watch = new HostWatch(lostAfterMs);
  return ages.flatMap((age, index) => watch.seen(age === undefined ? undefined : new Map([['alpha', 0], ['beta', age]]), 1_000_000 + index * beatMs).map((news) => `${index}: ${news.type} ${news.host}`));
}

describe('a host that is not heard of', () => {
  test('is lost once this one has itself heard from Redis for as long as that takes, and back when it is heard of', () => {
    expect(told(...Array.from({ length: 9 }, () => 70_000), 0, 0)).toEqual(['7: host-lost beta', '9: host-back beta']);
    expect(told(0, 0, 0, 0, 0, 0, 0, 59_000, 61_000, 71_000)).toEqual(['8: host-lost beta']);
  });

  test('is not lost because Redis was away for all: it has as long as ever to be heard of again', () => {
    expect(told(0, 0, 0, 0, 0, 0, 0, undefined, undefined, 80_000, 90_000, 0, 0)).toEqual([]);
  });

  test('stays lost while Redis is away', () => {
    const lost = Array.from({ length: 8 }, () => 70_000);
    expect(told(...lost, undefined, 200_000, 210_000)).toEqual(['7: host-lost beta']);
  });

  test('is back as soon as it is heard of, also between two beats; nobody is lost by that', () => {
    const watch = new HostWatch(lostAfterMs);
    for (let beat = 0; beat < 8; beat += 1) watch.seen(new Map([['beta', 70_000]]), 1_000_000 + beat * beatMs);
    expect(watch.heardAgain(new Map([['beta', 71_000], ['gamma', 90_000]]))).toEqual([]);
    expect(watch.heardAgain(new Map([['beta', 5], ['gamma', 90_000]]))).toEqual([{ type: 'host-back', host: 'beta' }]);
    expect(watch.lost).toEqual(new Map());
  });

  test('is not lost because this machine slept', () => {
    const watch = new HostWatch(lostAfterMs);
    const seen = (now: number, age: number) => watch.seen(new Map([['beta', age]]), now);
    for (let beat = 1; beat < 10; beat += 1) expect(seen(beat * beatMs, 0)).toEqual([]);
    expect(seen(10_000_000, 9_900_000)).toEqual([]);
    expect(watch.lost).toEqual(new Map());
  });
});
