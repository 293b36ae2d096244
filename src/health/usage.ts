import { sumByModel, sumOf, type ModelUsage, type Tokens, type Turn } from '../state/turn.ts';

/** What a member's present conversation has used. */
export interface Usage {
  readonly turns: number;
  readonly tokens: Tokens;
  readonly byModel: readonly ModelUsage[];
  /** Of the latest turn. */
  readonly lastTurn: Tokens;
  /** Absent where the price of any of the models is not known: a part of a bill would look like the whole. */
  readonly cost?: Cost;
}

export interface Cost {
  readonly amount: number;
  readonly currency: string;
  /** The date of the prices. */
  readonly pricesOf: string;
}

/** A price table, as `templates/prices.json` holds one. */
export interface Prices {
  /** When these were the prices. */
  readonly date: string;
  readonly currency: string;
  /** For a million tokens, by model. */
  readonly models: Readonly<Record<string, Price>>;
}

export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_write: number;
}

/** Undefined where the record tells of no tokens. */
export function usageOf(turns: readonly Turn[], prices: Prices | undefined): Usage | undefined {
  const all = turns.flatMap(({ usage }) => usage);
  if (all.length === 0) return undefined;
  const byModel = sumByModel(all);
  const cost = prices === undefined ? undefined : costOf(byModel, prices);
  return { turns: turns.length, tokens: sumOf(all), byModel, lastTurn: sumOf(turns.at(-1)?.usage ?? []), ...(cost === undefined ? {} : { cost }) };
}

function costOf(byModel: readonly ModelUsage[], { models, currency, date }: Prices): Cost | undefined {
  const amounts = byModel.map(({ model, tokens }) => {
    const price = models[model] ?? models[model.replace(/-\d{8}$/, '')]; // an id may end in the date of its release
    if (price === undefined) return undefined;
    return (tokens.input * price.input + tokens.output * price.output + tokens.cacheRead * price.cache_read + tokens.cacheWrite * price.cache_write) / 1e6;
  });
  if (amounts.some((amount) => amount === undefined)) return undefined;
  return { amount: amounts.reduce<number>((sum, amount) => sum + amount!, 0), currency, pricesOf: date };
}
