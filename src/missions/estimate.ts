import type { Address } from '../state/address.ts';
import { isOver, type MissionRecord } from '../state/mission.ts';
import { formatDuration } from '../util/duration.ts';

/** How long the rest of the work may take, by what the work so far took. */
export interface Rest {
  /** Missions that are still to be done. Parked ones wait for a person, of whom nothing is known: they are not among them. */
  readonly missions: number;
  readonly parked: number;
  /** Absent where nothing is left, or no mission is done yet. */
  readonly range?: Range;
}

/** In milliseconds from now, and from how many missions that is known. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
  readonly known: number;
}

/**
 * The lower end: each mission takes as long as the quicker quarter did, and all members share the work. The upper end: as
 * the slower quarter, and as many work at once as did so far. Neither is below what the longest chain takes one after the
 * other. A mission's time is that of all its tries, failed and lost ones too.
 */
export function estimateRest(records: readonly MissionRecord[], members: number, now: number): Rest {
  const left = records.filter((record) => !isOver(record) && record.state.state !== 'parked');
  const parked = records.filter(({ state }) => state.state === 'parked').length;
  const known = records.filter(({ state, tries }) => state.state === 'done' && tries.length > 0).map(durationMs).sort((a, b) => a - b);
  const counts = { missions: left.length, parked };
  if (left.length === 0 || known.length === 0) return counts;
  const chain = longestChain(left);
  const share = (each: number, hands: number): number => Math.max(chain * each, (left.length * each) / hands);
  const fromMs = share(quantile(known, 0.25), Math.max(1, members));
  const toMs = share(quantile(known, 0.75), handsSoFar(records, now));
  return { ...counts, range: { fromMs: Math.round(Math.min(fromMs, toMs)), toMs: Math.round(Math.max(fromMs, toMs)), known: known.length } };
}

function durationMs({ tries }: MissionRecord): number {
  return tries.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);
}

/** Between the two nearest values where it falls between them. */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** How many worked at once on average, over the time in which anybody did; at least one. */
function handsSoFar(records: readonly MissionRecord[], now: number): number {
  const spans = records.flatMap(({ tries, state }) => [
    ...tries.map(({ startedAt, endedAt }) => [startedAt, endedAt] as const),
    ...('lease' in state ? [[state.lease.givenAt, now] as const] : []),
  ]).sort(([a], [b]) => a - b);
  let worked = 0;
  let covered = 0;
  let end = -Infinity;
  for (const [from, to] of spans) {
    worked += to - from;
    covered += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return covered === 0 ? 1 : Math.max(1, worked / covered);
}

/** How many of these come one after another at most. */
function longestChain(records: readonly MissionRecord[]): number {
  const after = new Map(records.map(({ mission }) => [mission.address, mission.after]));
  const lengths = new Map<Address, number>();
  for (const start of after.keys()) measure(start, after, lengths);
  return [...lengths.values()].reduce((longest, length) => Math.max(longest, length), 0);
}

/** With a stack of its own: a chain may be longer than the program's is deep. */
function measure(start: Address, after: ReadonlyMap<Address, readonly Address[]>, lengths: Map<Address, number>): void {
  const met = new Set<Address>();
  const stack = [start];
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const before = (after.get(top) ?? []).filter((address) => after.has(address));
    const ahead = met.has(top) ? [] : before.filter((address) => !lengths.has(address));
    met.add(top);
    stack.push(...ahead);
    if (ahead.length > 0) continue;
    lengths.set(top, 1 + before.reduce((longest, address) => Math.max(longest, lengths.get(address) ?? 0), 0));
    stack.pop();
  }
}

/** `2h to 5h for 8 missions, by the 4 that are done`, or why nothing can be said. */
export function restWords({ missions, parked, range }: Rest): string {
  const apart = parked === 0 ? '' : `; ${parked} parked ${parked === 1 ? 'one is' : 'ones are'} not counted`;
  if (missions === 0) return `nothing is left${apart}`;
  const count = `${missions} ${missions === 1 ? 'mission' : 'missions'}`;
  if (range === undefined) return `no history yet for ${count}${apart}`;
  return `${formatDuration(range.fromMs)} to ${formatDuration(range.toMs)} for ${count}, by the ${range.known === 1 ? 'one that is' : `${range.known} that are`} done${apart}`;
}
