import type { Usage } from '../../health/usage.ts';
import { sumOfAll, type Context, type Tokens } from '../../state/turn.ts';
import { shortCount } from '../../util/short-count.ts';

/** `12k tokens`, and what they cost where the prices are known. */
export function usageWords({ tokens, cost }: Usage): string {
  const money = cost === undefined ? '' : `, ${cost.amount.toFixed(2)} ${cost.currency}`;
  return `${tokenWords(tokens)}${money}`;
}

/** All of them together: `740 tokens`, `12k tokens`, `3.1M tokens`. */
export function tokenWords(tokens: Tokens): string {
  return `${shortCount(sumOfAll(tokens))} tokens`;
}

/** `68% left` of the context, or how much of it is taken where the tool does not say how much there is. */
export function contextWords(context: Context): string {
  const left = contextLeft(context);
  return left === undefined ? `context ${shortCount(context.used)}` : `${Math.floor(left * 100)}% left`;
}

/** As a part of 1; undefined where the tool does not say how much there is. */
export function contextLeft({ used, window }: Context): number | undefined {
  return window === undefined ? undefined : Math.max(0, 1 - used / window);
}
