import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readPrices } from '../../src/cli/usage.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const packageDirectory = fileURLToPath(new URL('../..', import.meta.url));
const table = { date: '2030-01-01', currency: 'EUR', models: { own: { input: 1, output: 2, cache_read: 0, cache_write: 0 } } };

it('a person\'s own table takes the place of the package\'s', async () => {
  const file = join(await temporaryDirectory(), 'prices.json');
  await writeFile(file, JSON.stringify(table));
  expect(readPrices({ environment: { CODERS_PRICES: file }, packageDirectory })).toEqual(table);
  expect(Object.keys(readPrices({ environment: {}, packageDirectory }).models)).toContain('claude-opus-4-5');
});

it.each([
  ['there is none', undefined],
  ['it is no JSON', 'own: 1'],
  ['it has no date', JSON.stringify({ ...table, date: undefined })],
  ['a price is missing', JSON.stringify({ ...table, models: { own: { input: 1, output: 2 } } })],
])('it is refused where %s, for no cost may be computed from half of it', async (_why, text) => {
  const file = join(await temporaryDirectory(), 'prices.json');
  if (text !== undefined) await writeFile(file, text);
  expect(() => readPrices({ environment: { CODERS_PRICES: file }, packageDirectory })).toThrow(`${file} is no table of prices.`);
});
