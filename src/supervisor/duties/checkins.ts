import { advance } from '../../checkins/advance.ts';
import { obstacleNow } from '../../checkins/moment.ts';
import { sinceKept } from '../../checkins/since-kept.ts';
import type { CheckinWorld } from '../../checkins/world.ts';
import { takeDue } from '../../schedule/take-due.ts';
import type { Host } from '../../host/host.ts';
import { cancelCheckin } from '../../reconcile/checkins.ts';
import { positionIn } from '../../state/brief.ts';
import type { Address } from '../../state/address.ts';
import type { CheckinRecord } from '../../state/checkin.ts';
import type { CheckinEvent } from '../../state/event.ts';
import { messageId } from '../messenger.ts';
import { superiorOf } from '../patients.ts';
import { measuredFacts, type Measured } from './checkin-facts.ts';
import type { Dutiful, Duty, DutyView } from './duty.ts';

/** Of those that agents and people added, and that are over: kept of each member, for `coders checkins`. */
const keptOver = 10;

/**
 * Check-ins: whoever is due is told, with facts as they are now. The store tells who is due and who is next, so that a
 * thousand that are not cost two questions, and one timer serves them all.
 */
export const checkins: Duty = async (view, host) => {
  const { kept: { name } } = view;
  const { store, clock } = host;
  const facts = await factsFor(store.checkins.due(name, clock.now()), view, host);
  return (now) => {
    const due = store.checkins.due(name, now);
    const orphans = due.filter((record) => isOrphan(record, view));
    for (const record of orphans) cancelCheckin(record, { team: name, host });
    const moved = due.filter((record) => !orphans.includes(record)).map((record) => {
      const after = advance(record, worldOf(record, { view, facts, now }, host));
      if (after.record !== record) store.checkins.put(name, after.record);
      for (const id of after.withdrawn) withdraw(messageId(name, id), host, now);
      return after;
    });
    if (moved.some(({ record: { lookAt } }) => lookAt === undefined)) store.checkins.forgetOver(name, keptOver);
    const times = [...moved.flatMap(({ nextAt }) => nextAt ?? []), store.checkins.nextDue(name, now)].filter((at) => at !== undefined);
    return {
      events: [...orphans.map(orphanEvent), ...moved.flatMap(({ events }) => events)],
      prompts: moved.flatMap(({ prompts }) => prompts),
      awaits: moved.flatMap(({ awaitsTurn, record }) => (awaitsTurn ? [record.checkin.member] : [])),
      ...(times.length === 0 ? {} : { nextAt: Math.min(...times) }),
    } satisfies Dutiful;
  };
};

/** It would be told beside the next one; what was begun goes on. */
function withdraw(id: string, { store: { messages } }: Host, now: number): void {
  const state = messages.receipts(id).at(-1)?.state;
  if (state === 'queued' || state === 'held') messages.addReceipt(id, { state: 'failed', at: now, reason: 'it found no moment, and made way for the next' });
}

/** One that somebody added for a member that the team has no more; the plan removes those of the manifest. */
function isOrphan({ checkin: { origin, member } }: CheckinRecord, { kept: { desired } }: DutyView): boolean {
  return origin === 'added' && !desired.members.some(({ address }) => address === member);
}

function orphanEvent({ checkin: { address } }: CheckinRecord): CheckinEvent {
  return { type: 'checkin', address, state: 'cancelled', because: 'the team has no such member any more' };
}

/** By member: measured only for those that are told something now, for git and records take their time. */
async function factsFor(records: readonly CheckinRecord[], view: DutyView, host: Host): Promise<ReadonlyMap<Address, Measured>> {
  const now = host.clock.now();
  const told = new Set(records.flatMap((record) => (isToBeTold(record, view, now) ? [record.checkin.member] : [])));
  return new Map(await Promise.all([...told].map(async (member) => [member, await measuredFacts(member, view, host)] as const)));
}

function isToBeTold(record: CheckinRecord, { statuses, kept: { since } }: DutyView, now: number): boolean {
  const { checkin, saying } = record;
  if (saying !== undefined && saying.endedAt === undefined) return false;
  const status = statuses.find(({ member: { address } }) => address === checkin.member);
  return obstacleNow(record, status, now) === undefined && takeDue(sinceKept(record, since), now).waiting.length > 0;
}

interface Look {
  readonly view: DutyView;
  readonly facts: ReadonlyMap<Address, Measured>;
  readonly now: number;
}

function worldOf({ checkin }: CheckinRecord, { view, facts, now }: Look, { store }: Host): CheckinWorld {
  const { kept: { name, desired, since }, statuses } = view;
  const status = statuses.find(({ member: { address } }) => address === checkin.member);
  const member = desired.members.find(({ address }) => address === checkin.member);
  const superior = member === undefined ? undefined : superiorOf(member, desired);
  const measured = facts.get(checkin.member);
  return {
    now,
    keptSince: since,
    role: positionIn(member?.settings.brief ?? ''),
    receipts: (message) => store.messages.receipts(messageId(name, message)),
    ...(status === undefined ? {} : { status }),
    ...(desired.prompts === undefined ? {} : { prompts: desired.prompts }),
    ...(superior === undefined ? {} : { superior }),
    ...(measured === undefined ? {} : { facts: measured }),
  };
}
