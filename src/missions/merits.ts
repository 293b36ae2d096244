import { formatDuration } from '../util/duration.ts';
import type { TierRule } from '../manifest/mission.ts';
import type { Address } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import type { History } from './history.ts';
import { modelTier, particularTiers, usualTiers } from './model-tier.ts';
import type { MissionSeat } from './seat.ts';

/** All that assignment looks at besides the missions themselves. */
export interface Situation {
  readonly seats: readonly MissionSeat[];
  readonly history: History;
  /** Who did a mission that is done. */
  readonly doneBy: (mission: Address) => Address | undefined;
  /** Which model which work asks for; the usual table when absent. */
  readonly tiers?: readonly TierRule[];
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** What speaks for giving a mission to a member rather than to another. */
interface Merits {
  readonly seat: MissionSeat;
  /** It has the model that the mission itself names. */
  readonly isNamed: boolean;
  /** How many of the missions it waits for that member did: it knows them, and has them in its worktree. */
  readonly dependencies: number;
  /** How often the mission was lost with it. */
  readonly losses: number;
  /** The tier that such work asks for, where that is the member's model; absent too where it asks for none. */
  readonly tier?: string;
  readonly done: number;
  readonly failed: number;
}

/** The best first: by the first of these that tells two apart. */
const order: readonly ((a: Merits, b: Merits) => number)[] = [
  (a, b) => Number(b.isNamed) - Number(a.isNamed),
  (a, b) => b.dependencies - a.dependencies,
  (a, b) => a.losses - b.losses,
  (a, b) => Number(b.tier !== undefined) - Number(a.tier !== undefined),
  (a, b) => success(b) - success(a),
  (a, b) => a.done + a.failed - (b.done + b.failed),
  (a, b) => a.seat.since - b.seat.since,
  (a, b) => (a.seat.name < b.seat.name ? -1 : a.seat.name > b.seat.name ? 1 : 0),
];

/** With one try done and one failed imagined before all others: the first try does not decide everything. */
function success({ done, failed }: Merits): number {
  return (done + 1) / (done + failed + 2);
}

/** These members, the one to be preferred first. */
export function byMerit(record: MissionRecord, seats: readonly MissionSeat[], situation: Situation): MissionSeat[] {
  return seats
    .map((seat) => meritsOf(record, seat, situation))
    .sort((a, b) => order.reduce((difference, compare) => difference || compare(a, b), 0))
    .map(({ seat }) => seat);
}

function meritsOf({ mission, tries }: MissionRecord, seat: MissionSeat, { history, doneBy, tiers = usualTiers }: Situation): Merits {
  const { done, failed } = history.get(seat.address) ?? { done: 0, failed: 0 };
  const dependencies = mission.after.filter((address) => doneBy(address) === seat.address).length;
  const losses = tries.filter(({ by, result }) => by === seat.address && result === 'lost').length;
  const tier = mission.model === undefined ? modelTier(mission, particularTiers(tiers)) : undefined;
  return { seat, isNamed: mission.model === seat.model, dependencies, losses, done, failed, ...(tier === seat.model ? { tier } : {}) };
}

/** The same in words, most important first. */
export function meritWords(record: MissionRecord, seat: MissionSeat, situation: Situation): readonly string[] {
  const { isNamed, dependencies, losses, tier, done, failed } = meritsOf(record, seat, situation);
  const { after } = record.mission;
  return [
    ...(isNamed ? [`its model is ${seat.model}, as this asks for`] : []),
    ...(after.length === 0 ? [] : [groundWords(dependencies, after.length)]),
    ...(losses === 0 ? [] : [`this was lost with it ${losses === 1 ? 'once' : `${losses} times`}`]),
    ...(tier === undefined ? [] : [`its model is ${tier}, as ${workWords(record.mission, situation)} asks for`]),
    done + failed === 0 ? 'nothing is known of its success yet' : `${done} of its ${done + failed} tries were done`,
    presenceWords(seat, situation.now),
  ];
}

/** How much it did of what a mission builds on. */
function groundWords(did: number, all: number): string {
  if (all === 1) return `it did ${did === 1 ? '' : 'not do '}the mission that this builds on`;
  return `it did ${did === 0 ? 'none' : did} of the ${all} missions that this builds on`;
}

/** Who is away for a known reason is away since nobody knows when. */
function presenceWords({ state, since, because }: MissionSeat, now: number): string {
  if (state === 'away' && because !== undefined) return because;
  const is = { free: 'has rested', busy: 'has been busy', away: 'has been away' }[state];
  return `it ${is} for ${formatDuration(now - since)}`;
}

/** The kind of work that decided the model: `critical work`, `review`. */
function workWords({ priority, type }: MissionRecord['mission'], { tiers = usualTiers }: Situation): string {
  const isByPriority = tiers.some((rule) => rule.priority === priority);
  return isByPriority ? `${priority} work` : type;
}
