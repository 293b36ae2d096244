import { durationMs } from '../util/duration.ts';
import type { LocatedMap } from '../manifest/located.ts';
import { changed, leaveOut, textOf, writtenEntry, type Reading } from './reading.ts';

const units: readonly (readonly [unit: string, seconds: number])[] = [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]];

/** A field that holds seconds, or a duration as a manifest has them, as such a duration. */
export function intervalOf(reading: Reading, map: LocatedMap, key: string): string | undefined {
  const typed = textOf(reading, map, key);
  const entry = map.entries.get(key);
  if (typed === undefined || entry === undefined) return undefined;
  if (durationMs(typed) !== undefined) return typed;
  const seconds = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
  if (seconds === 0) leaveOut(reading, writtenEntry(key, entry), 'it is no number of seconds');
  else if (seconds < 60) changed(reading, writtenEntry(key, entry), `is taken for ${seconds} seconds, as the scripts take it`);
  return seconds === 0 ? undefined : inUnits(seconds);
}

function inUnits(seconds: number): string {
  let rest = seconds;
  return units.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  }).join('');
}
