import type { Usage } from '../../health/usage.ts';
import type { Tokens } from '../../state/turn.ts';

/** `12k tokens`, and what they cost where the prices are known. */
export function usageWords({ tokens, cost }: Usage): string {
  const money = cost === undefined ? '' : `, ${cost.amount.toFixed(2)} ${cost.currency}`;
  return `${tokenWords(tokens)}${money}`;
}

/** All of them together: `740 tokens`, `12k tokens`, `3.1M tokens`. */
export function tokenWords({ input, output, cacheRead, cacheWrite }: Tokens): string {
  const all = input + output + cacheRead + cacheWrite;
  if (all < 1000) return `${all} tokens`;
  return all < 1e6 ? `${Math.round(all / 1000)}k tokens` : `${(all / 1e6).toFixed(1)}M tokens`;
}
