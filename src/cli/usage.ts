import { join } from 'node:path';
import { usageOf, type Prices, type Usage } from '../health/usage.ts';
import { readText } from '../host/files.ts';
import type { Conversation } from '../state/turn.ts';
import { UsageError, type Invocation } from './command.ts';

/** What each agent's present conversation has used, by pane id. */
export function usageByPane(conversations: ReadonlyMap<string, Conversation>, invocation: Invocation): ReadonlyMap<string, Usage> {
  const turns = [...conversations].flatMap(([pane, { turns: all = [] }]) => (all.some(({ usage }) => usage.length > 0) ? [[pane, all] as const] : []));
  const prices = turns.length === 0 ? undefined : readPrices(invocation);
  return new Map(turns.flatMap(([pane, all]) => {
    const usage = usageOf(all, prices);
    return usage === undefined ? [] : [[pane, usage] as const];
  }));
}

/** The table that CODERS_PRICES names, or else the package's own. Throws a UsageError for a table that can not be read. */
export function readPrices({ environment, packageDirectory }: Pick<Invocation, 'environment' | 'packageDirectory'>): Prices {
  const file = environment['CODERS_PRICES'] || join(packageDirectory, 'templates', 'prices.json');
  const prices = parsed(readText(file) ?? '');
  if (prices === undefined) throw new UsageError(`${file} is no table of prices.`, 'It holds JSON with a date, a currency and prices by model, as templates/prices.json of the package does.');
  return prices;
}

function parsed(text: string): Prices | undefined {
  try {
    const prices = JSON.parse(text) as Partial<Prices> | null;
    const isTable = typeof prices?.date === 'string' && typeof prices.currency === 'string' && typeof prices.models === 'object';
    return isTable && Object.values(prices.models ?? {}).every(isPrice) ? (prices as Prices) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isPrice(price: unknown): boolean {
  const { input, output, cache_read, cache_write } = (price ?? {}) as Record<string, unknown>;
  return [input, output, cache_read, cache_write].every((one) => typeof one === 'number');
}
