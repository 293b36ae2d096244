/** Days, hours, minutes and seconds, in this order, each at most once and not all zero. The manifest's schema says the same. */
export const durationPattern = /^(?=.*[1-9])(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** In the order in which a duration names them. */
const unitsMs: readonly (readonly [unit: string, milliseconds: number])[] = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1_000]];

/** `1h30m` in milliseconds; undefined for a text that is no duration. */
export function durationMs(text: string): number | undefined {
  const match = durationPattern.exec(text);
  if (match === null) return undefined;
  return unitsMs.reduce((sum, [, size], index) => sum + size * Number(match[index + 1] ?? 0), 0);
}

/** A length of time for people, in its two largest units: `1h 30m`, `45s`; less than a second is `0s`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.max(0, Math.floor(milliseconds));
  const parts = unitsMs.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.length === 0 ? '0s' : parts.slice(0, 2).join(' ');
}
