import type { Cron } from 'croner';
import type { Trigger } from '../manifest/checkin.ts';
import { cronWithSeconds } from '../util/cron.ts';
import { fraction } from '../util/fraction.ts';
import { isWithin, lastClosing, nextOpening } from './day-window.ts';

/** When something is due, again and again. Times are milliseconds since the Unix epoch. */
export interface Timetable {
  readonly trigger: Trigger;
  readonly timezone?: string | undefined;
  readonly between?: string | undefined;
  readonly jitterMs: number;
  /** Intervals are counted from here, and no slot is at it or before. */
  readonly anchor: number;
  /** No slot is at it or after. */
  readonly endsAt?: number | undefined;
  /** What tells its jitter from that of others. */
  readonly name: string;
}

/** The first slot after a moment; undefined where none is to come. */
export function nextSlot(table: Timetable, after: number): number | undefined {
  let at = rawNext(table, Math.max(after, table.anchor));
  for (let tries = 0; at < endOf(table) && tries < mostTries; tries += 1) {
    if (isOpen(table, at)) return at;
    at = rawNext(table, nextOpening({ between: table.between ?? '', timezone: table.timezone }, at) - 1);
  }
  return undefined;
}

/** When a slot comes: later than its time by its jitter, and never after the next one. */
export function fireTime(table: Timetable, slot: number): number {
  if (table.jitterMs === 0) return slot;
  const gap = (nextSlot(table, slot) ?? Infinity) - slot;
  return slot + Math.floor(fraction(`${table.name} ${slot}`) * Math.min(table.jitterMs, gap));
}

/** Slots that have come due, oldest first. */
export interface DueSlots {
  readonly slots: readonly number[];
  /** There were others before. */
  readonly areMore: boolean;
}

/** The slots after `after` that have come by `now`: of many the latest. */
export function dueSlots(table: Timetable, after: number, now: number): DueSlots {
  const found: number[] = [];
  let at = rawPrevious(table, Math.min(now, endOf(table) - 1));
  for (let tries = 0; at > Math.max(after, table.anchor) && tries < mostTries; tries += 1) {
    const isLate = found.length === mostSlots;
    if (isLate && isOpen(table, at)) return { slots: found.reverse(), areMore: true };
    if (isOpen(table, at) && fireTime(table, at) <= now) found.push(at);
    at = rawPrevious(table, isOpen(table, at) ? at - 1 : Math.min(at, lastClosing({ between: table.between ?? '', timezone: table.timezone }, at)) - 1);
  }
  return { slots: found.reverse(), areMore: false };
}

/** So many at a time: who slept for days is not told each second of them. */
const mostSlots = 24;
/** Of times outside of `between`: it may leave none. */
const mostTries = 400;

function endOf({ endsAt = Infinity }: Timetable): number {
  return endsAt;
}

function isOpen({ between, timezone }: Timetable, at: number): boolean {
  return between === undefined || isWithin({ between, timezone }, at);
}

/** After this moment, whatever the time of day; Infinity where there is none. */
function rawNext(table: Timetable, after: number): number {
  const { trigger, anchor } = table;
  if ('at' in trigger) return trigger.at > after ? trigger.at : Infinity;
  if ('everyMs' in trigger) return anchor + (Math.floor((after - anchor) / trigger.everyMs) + 1) * trigger.everyMs;
  if (after === Infinity) return Infinity;
  return runsOf(trigger.cron, table.timezone).nextRun(new Date(after))?.getTime() ?? Infinity;
}

/** At this moment or before, whatever the time of day; -Infinity where there is none. */
function rawPrevious(table: Timetable, upTo: number): number {
  const { trigger, anchor } = table;
  if ('at' in trigger) return trigger.at <= upTo ? trigger.at : -Infinity;
  if ('everyMs' in trigger) return anchor + Math.floor((upTo - anchor) / trigger.everyMs) * trigger.everyMs;
  if (upTo === -Infinity) return -Infinity;
  const nextSecond = Math.floor(upTo / 1000) * 1000 + 1000;
  return runsOf(trigger.cron, table.timezone).previousRuns(1, new Date(nextSecond))[0]?.getTime() ?? -Infinity;
}

const parsed = new Map<string, Cron>();

/** Read once: to read an expression takes longer than to ask it. */
function runsOf(expression: string, timezone: string | undefined): Cron {
  const key = `${expression}\n${timezone ?? ''}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  if (parsed.size > 1000) parsed.clear();
  const runs = cronWithSeconds(expression, timezone);
  parsed.set(key, runs);
  return runs;
}
