import { afterChange, mayBeWithdrawn } from '../missions/after-change.ts';
import { isRefused } from '../missions/refused.ts';
import type { ChangeMission, Step, WithdrawMission } from '../plan/plan.ts';
import type { TeamEvent } from '../state/event.ts';
import type { EffectContext } from './effect-context.ts';

/** The manifest changed a mission: its record follows, whatever became of it since that was planned. */
export async function changeMission(action: ChangeMission, { address, cause }: Step, { team, host: { store, clock } }: EffectContext): Promise<TeamEvent[]> {
  const before = store.missions.find(team, address);
  const after = store.missions.change(team, address, (record) => afterChange(record, action, clock.now()));
  // It was withdrawn by somebody else meanwhile: the next look finds it missing, and adds it.
  return isRefused(after) || before?.state.state === after.state.state ? [] : [{ type: 'mission', address, state: after.state.state, because: cause }];
}

export async function withdrawMission(action: WithdrawMission, { address, cause }: Step, { team, host: { store } }: EffectContext): Promise<TeamEvent[]> {
  const record = store.missions.find(team, address);
  if (record === undefined || !mayBeWithdrawn(record, action)) return [];
  store.missions.remove(team, address);
  return [{ type: 'mission', address, state: 'withdrawn', because: cause }];
}
