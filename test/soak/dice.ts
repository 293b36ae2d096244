/** Random numbers that a seed repeats. */
export interface Dice {
  /** From 0, below 1. */
  roll(): number;
  /** A whole number from 0, below `count`. */
  below(count: number): number;
  oneOf<Thing>(things: readonly Thing[]): Thing;
}

/** mulberry32: 32 bits of state are enough for tests. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(roll() * count);
  return { roll, below, oneOf: (things) => things[below(things.length)]! };
}
