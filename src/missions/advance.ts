import { seatIn, type Address } from '../state/address.ts';
import type { MissionEvent } from '../state/event.ts';
import type { Lease, MissionRecord } from '../state/mission.ts';
import type { Deed } from './deed.ts';
import { eventsAfter, promptsAfter } from './follow-up.ts';
import { againBy, awaitsFreshStart, handOut, isAvailable, reservations } from './hand-out.ts';
import { nextDeed } from './next-deed.ts';
import { nextTime } from './next-time.ts';
import { messageId, missionPrompt, stopPrompt, type Dependency, type MissionPrompt } from './prompts.ts';
import { inQueueOrder } from './queue.ts';
import { reviewAddress, reviewToAskFor } from './review.ts';
import { withHoldings, type MissionSeat } from './seat.ts';
import { Standing } from './standing.ts';
import { afterDeed, isRefused } from './transition.ts';
import type { MissionsWorld } from './world.ts';

/** What follows from the state of the missions and their members. To be kept together, in one transaction. */
export interface Advance {
  /** Each once, as it is now. */
  readonly changed: readonly MissionRecord[];
  readonly events: readonly MissionEvent[];
  readonly prompts: readonly MissionPrompt[];
  /** Ids of messages that are not to be typed any more, where nothing of them was. */
  readonly withdrawn: readonly string[];
  /** To be checked now, each once in its present state (`since` tells those apart). */
  readonly checks: readonly MissionRecord[];
  /** Members to be started in a new conversation, at rest, before they try again. */
  readonly freshStarts: readonly Address[];
  /** When time alone changes something, in milliseconds since the Unix epoch. */
  readonly nextAt?: number;
}

/** How long the prompt of a mission may be on its way. */
const deliveryMs = 10 * 60_000;

/**
 * One pass over the missions of a team: looks at the world afresh, and leaves nothing to do, so that a second pass over
 * its result changes nothing. Pure.
 */
export function advance(world: MissionsWorld): Advance {
  const standing = new Standing(world);
  const pass: Pass = { world, standing, events: [], prompts: [], withdrawn: [] };
  for (const address of standing.unsettled()) settle(address, pass);
  const ready = inQueueOrder(standing.inState('ready').filter((record) => isHere(record, world) && mayBeGiven(record, world)));
  giveOut(ready, pass);
  const records = standing.all();
  const seats = standing.seats;
  const nextAt = nextTime(records, seats, world.now);
  return {
    changed: standing.changed(),
    events: pass.events,
    prompts: pass.prompts,
    withdrawn: pass.withdrawn,
    checks: records.filter((record) => isHere(record, world) && isToBeChecked(record, world.now)),
    freshStarts: freshStarts(ready, world.seats),
    ...(nextAt === undefined ? {} : { nextAt }),
  };
}

/** Another host moves on what it has. */
function isHere({ mission: { address } }: MissionRecord, { elsewhere }: MissionsWorld): boolean {
  return elsewhere?.has(address) !== true;
}

function mayBeGiven({ mission: { address } }: MissionRecord, { changing, agreed }: MissionsWorld): boolean {
  return changing?.has(address) !== true && agreed?.has(address) !== false;
}

function isToBeChecked({ state }: MissionRecord, now: number): boolean {
  return state.state === 'verifying' && (state.missed?.notBefore ?? 0) <= now;
}

interface Pass {
  readonly world: MissionsWorld;
  readonly standing: Standing;
  readonly events: MissionEvent[];
  readonly prompts: MissionPrompt[];
  readonly withdrawn: string[];
}

/** Until there is nothing more to do to it, for as things stand now. */
function settle(address: Address, pass: Pass): void {
  const { standing } = pass;
  for (let deeds = 0; ; deeds += 1) {
    const record = standing.record(address);
    const deed = nextDeed(record, standing);
    if (deed === undefined) return askForReview(record, pass);
    if (deeds === mostDeeds) throw new Error(`The mission ${address} comes to no rest: ${deed.type} follows ${deeds} other deeds.`);
    enact(record, deed, pass);
  }
}

/** What its acceptance asks of another member is a mission of its own. */
function askForReview(subject: MissionRecord, { world, standing, events }: Pass): void {
  const review = reviewToAskFor(subject, standing.find(reviewAddress(subject.mission.address)), world);
  if (review === undefined) return;
  standing.add(review);
  events.push({ type: 'mission', address: review.mission.address, state: review.state.state, because: `for ${review.mission.to}, before ${seatIn(subject.mission.address)} counts as done` });
}

/** No mission goes through more states in one pass without being given out. */
const mostDeeds = 8;

function enact(before: MissionRecord, deed: Deed, { world, standing, events, prompts, withdrawn }: Pass): MissionRecord {
  const after = afterDeed(before, deed, world.now);
  if (isRefused(after)) throw new Error(`A pass decides what the state of a mission does not allow: ${after.refused}`);
  standing.put(after);
  const done = { before, deed, after };
  events.push(...eventsAfter(done));
  prompts.push(...promptsAfter(done, world.seats, world.prompts));
  if (before.state.state === 'assigned' && !('lease' in after.state)) recall(before, before.state.lease, { world, prompts, withdrawn });
  return after;
}

/** Its prompt may still be on its way, and another may be given the mission. */
function recall(record: MissionRecord, { by }: Lease, { world, prompts, withdrawn }: Pick<Pass, 'world' | 'prompts' | 'withdrawn'>): void {
  const message = messageId(record);
  const receipt = world.receipts(message);
  if (receipt === 'queued' || receipt === 'held') withdrawn.push(message);
  else if (receipt !== undefined && receipt !== 'failed' && world.seats.some(({ address }) => address === by)) prompts.push(stopPrompt(record, by, { because: 'it was taken back, since nothing told that you got it', prompts: world.prompts }));
}

function giveOut(ready: readonly MissionRecord[], pass: Pass): void {
  const { world, standing } = pass;
  const seats = withHoldings(world.seats, standing.all());
  if (!seats.some(isAvailable)) return;
  const given = handOut(ready, { ...world, seats, doneBy: (mission) => doneBy(mission, standing) });
  for (const record of ready) {
    const seat = given.get(record.mission.address);
    if (seat !== undefined) give(record, seat, pass);
  }
}

function doneBy(mission: Address, standing: Standing): Address | undefined {
  const state = standing.find(mission)?.state;
  return state?.state === 'done' ? state.by : undefined;
}

function give(record: MissionRecord, { address, epoch, conversation }: MissionSeat, pass: Pass): void {
  const { host, knowledge, prompts } = pass.world;
  const earlier = earlierBase(record, address, pass.world);
  const base = earlier ?? pass.world.bases(address);
  const lease = { by: address, epoch: epoch!, conversation: conversation!, ...(base === undefined ? {} : { base }), ...(host === undefined ? {} : { host }) }; // only who has both is given one
  const { mission: { after, project } } = enact(record, { type: 'assign', lease, message: messageId(record), deadlineMs: deliveryMs }, pass);
  pass.prompts.push(missionPrompt(record, address, { dependencies: after.map((mission) => dependency(mission, address, pass)), known: knowledge?.(project), isContinued: earlier !== undefined, prompts }));
}

/** A member that tries it again goes on with what it has: what counted for its last try counts for this one, unless it was at something else meanwhile. */
function earlierBase({ state, tries }: MissionRecord, member: Address, { history }: MissionsWorld): string | undefined {
  const again = state.state === 'ready' && state.again?.by === member ? state.again : undefined;
  const own = tries.findLast(({ by }) => by === member);
  const isLast = own !== undefined && (history.get(member)?.lastEndedAt ?? 0) <= own.endedAt;
  return again?.base ?? (isLast ? own.base : undefined);
}

function dependency(mission: Address, member: Address, { standing, world: { contains } }: Pass): Dependency {
  const state = standing.find(mission)?.state;
  const commit = state?.state === 'done' ? state.commit : undefined;
  const isThere = commit === undefined ? undefined : contains?.(member, commit);
  return { mission, ...(commit === undefined ? {} : { commit }), ...(isThere === undefined ? {} : { isThere }) };
}

/** Each for the mission that it is to try again next. */
function freshStarts(ready: readonly MissionRecord[], seats: readonly MissionSeat[]): readonly Address[] {
  const next = reservations(ready, seats);
  return ready.flatMap((record) => {
    const seat = againBy(record, seats);
    return seat !== undefined && next.get(seat.address) === record.mission.address && awaitsFreshStart(record, seat) ? [seat.address] : [];
  });
}
