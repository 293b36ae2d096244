import type { Prompt } from '../health/tend/patient.ts';
import type { Host } from '../host/host.ts';
import { advance } from '../missions/advance.ts';
import { unreserved } from '../missions/elsewhere.ts';
import { holderOf } from '../missions/tries.ts';
import type { MissionsWorld } from '../missions/world.ts';
import type { Address } from '../state/address.ts';
import { carefree } from '../state/care.ts';
import type { MissionEvent } from '../state/event.ts';
import { isOver, type MissionRecord } from '../state/mission.ts';
import { messageId, messageOf } from './messenger.ts';
import { obstacleOf, preparedWorldOf, type MissionLook } from './mission-look.ts';

/** What follows from the missions of a team for the rest of a pass. */
export interface MissionsMoved {
  readonly prompts: readonly Prompt[];
  /** Each to be checked once in its present state. */
  readonly checks: readonly MissionRecord[];
  readonly nextAt?: number;
  /** Another look is needed at once. */
  readonly isUnfinished: boolean;
}

export const nothingMoved: MissionsMoved = { prompts: [], checks: [], isUnfinished: false };

/**
 * Moves the missions on, by what was seen and what the store says now. Called inside a transaction: a member's prompt stands
 * only beside the record that it was given the mission, and no other process changes a record in between.
 */
export function moveMissions(look: MissionLook | undefined, host: Host): MissionsMoved {
  if (look === undefined) return nothingMoved;
  const { team } = look;
  const { store, clock } = host;
  const world = preparedWorldOf(look, host);
  const moved = advance(world);
  for (const record of moved.changed) store.missions.put(team, record);
  if (look.share !== undefined) letGo(look.share.host, { team, store });
  for (const id of moved.withdrawn) store.messages.addReceipt(messageId(team, id), { state: 'failed', at: clock.now(), reason: 'the mission that it is about was taken back' });
  for (const prompt of moved.prompts) store.messages.enqueue(messageOf(team, prompt, clock.now()));
  store.append(team, clock.now(), [...moved.events, ...moved.changed.flatMap((record) => obstacleEvent(record, look))]);
  const restarted = moved.freshStarts.filter((address) => startFresh(address, look, host));
  return {
    prompts: moved.prompts,
    checks: moved.checks,
    ...(moved.nextAt === undefined ? {} : { nextAt: moved.nextAt }),
    isUnfinished: restarted.length > 0 || look.share?.isAhead === true || isHeldBack(world, moved.changed) || wereTakenBySomebodyElse(look, moved.changed),
  };
}

/** What this host was to give out, and did not, others may give out. */
function letGo(host: string, { team, store }: { readonly team: string; readonly store: Host['store'] }): void {
  for (const record of store.missions.open(team)) {
    const released = unreserved(record, host);
    if (released !== record) store.missions.put(team, released);
  }
}

function obstacleEvent(record: MissionRecord, look: MissionLook): MissionEvent[] {
  const because = obstacleOf(record, look);
  return because === undefined ? [] : [{ type: 'mission', address: record.mission.address, state: 'assigned', because }];
}

/** True where that is news: it waits for the end of the member's turn, like any restart. */
function startFresh(address: Address, { team, seats }: MissionLook, { store }: Host): boolean {
  const care = store.cares(team).find((one) => one.address === address) ?? carefree(address);
  const epoch = seats.find((seat) => seat.address === address)?.epoch;
  if (care.restart !== undefined || epoch === undefined) return false;
  store.setCare(team, { ...care, restart: { epoch, fresh: true, because: 'its mission is tried again in a new conversation' } });
  return true;
}

/** What the manifest has otherwise is changed after this, now that nobody has it, and can be given out by the next pass. */
function isHeldBack({ records, changing }: MissionsWorld, changed: readonly MissionRecord[]): boolean {
  if (changing === undefined || changing.size === 0) return false;
  const latest = new Map([...records, ...changed].map((record) => [record.mission.address, record]));
  return [...changing].some((address) => {
    const record = latest.get(address);
    return record !== undefined && !isOver(record) && holderOf(record) === undefined;
  });
}

/** The store changed between the look and now: who was free for a mission may be free for another. */
function wereTakenBySomebodyElse({ prepared }: MissionLook, changed: readonly MissionRecord[]): boolean {
  const given = new Set(changed.flatMap(({ state }) => (state.state === 'assigned' ? [state.lease.by] : [])));
  return [...prepared.keys()].some((member) => !given.has(member));
}
