import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { usageOf, type Prices } from '../../src/health/usage.ts';
import type { ModelUsage, Turn } from '../../src/state/turn.ts';

const used = (model: string, input: number, output = 0): ModelUsage => ({ model, tokens: { input, output, cacheRead: 0, cacheWrite: 0 } });
const turn = (...usage: readonly ModelUsage[]): Turn => ({ prompt: 'x', at: 0, reply: '', usage });
const prices: Prices = { date: '2030-01-01', currency: 'EUR', models: { big: { input: 10, output: 100, cache_read: 1, cache_write: 2 } } };

describe('what was used', () => {
  it('is the sum of all turns, by model in the order of first use, and of the latest turn', () => {
    const usage = usageOf([turn(used('big', 1), used('small', 5)), turn(used('big', 2, 3))], undefined);
    expect(usage).toEqual({
      turns: 2,
      tokens: { input: 8, output: 3, cacheRead: 0, cacheWrite: 0 },
      byModel: [used('big', 3, 3), used('small', 5)],
      lastTurn: { input: 2, output: 3, cacheRead: 0, cacheWrite: 0 },
    });
  });

  it('is not told where the record tells of no tokens', () => {
    expect(usageOf([turn()], prices)).toBeUndefined();
    expect(usageOf([], prices)).toBeUndefined();
  });

  it('costs what the table says, also of a dated release of the model', () => {
    expect(usageOf([turn(used('big', 1e6, 1e5)), turn(used('big-20300102', 1e6))], prices)?.cost).toEqual({ amount: 30, currency: 'EUR', pricesOf: '2030-01-01' });
  });

  it('has no cost at all where one model\'s price is not known: a part would look like the whole', () => {
    expect(usageOf([turn(used('big', 1e6), used('other', 1))], prices)).not.toHaveProperty('cost');
  });

  it('has a table that ships with the package, with its date', () => {
    const shipped = JSON.parse(readFileSync(new URL('../../templates/prices.json', import.meta.url), 'utf8')) as Prices;
    expect(shipped.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const price of Object.values(shipped.models)) expect(Object.values(price).every((one) => one > 0)).toBe(true);
  });
});
