import type { Action, Step } from '../plan/plan.ts';
import { newCheckin, withSettings } from '../schedule/checkin-record.ts';
import type { CheckinRecord } from '../state/checkin.ts';
import type { TeamEvent } from '../state/event.ts';
import type { EffectContext } from './effect-context.ts';

type Of<Type extends Action['type']> = Extract<Action, { type: Type }>;

/** A time before now never comes. */
export async function addCheckin({ checkin }: Of<'add-checkin'>, { cause }: Step, { team, host: { store, clock } }: EffectContext): Promise<TeamEvent[]> {
  store.checkins.put(team, newCheckin(checkin, clock.now()));
  return [{ type: 'checkin', address: checkin.address, state: 'added', because: cause }];
}

/** One that is gone meanwhile is added. */
export async function changeCheckin({ checkin, anew }: Of<'change-checkin'>, { differences }: Step, { team, host: { store, clock } }: EffectContext): Promise<TeamEvent[]> {
  const now = clock.now();
  const record = store.checkins.find(team, checkin.address);
  store.checkins.put(team, record === undefined ? newCheckin(checkin, now) : withSettings(record, checkin, anew ? now : undefined));
  return [{ type: 'checkin', address: checkin.address, state: 'changed', because: differences.map(({ field }) => field).join(', ') }];
}

export async function removeCheckin(_: Of<'remove-checkin'>, { address, cause }: Step, { team, host }: EffectContext): Promise<TeamEvent[]> {
  const record = host.store.checkins.find(team, address);
  if (record !== undefined) cancelCheckin(record, { team, host });
  return [{ type: 'checkin', address, state: 'cancelled', because: cause }];
}

/** What is on its way to its member, and was not typed yet, is taken back. */
export function cancelCheckin({ checkin: { address }, saying }: CheckinRecord, { team, host: { store, clock } }: Pick<EffectContext, 'team' | 'host'>): void {
  const message = `${team}/${saying?.message}`;
  if (saying !== undefined && saying.endedAt === undefined && isUntouched(store.messages.receipts(message).at(-1)?.state)) {
    store.messages.addReceipt(message, { state: 'failed', at: clock.now(), reason: 'its check-in is cancelled' });
  }
  store.checkins.remove(team, address);
}

/** Nothing of it was typed. */
function isUntouched(state: string | undefined): boolean {
  return state === 'queued' || state === 'held';
}
