/** A count for people, in three digits or so: `740`, `12k`, `3.1M`. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  return count < 1e6 ? `${Math.round(count / 1000)}k` : `${(count / 1e6).toFixed(1)}M`;
}
