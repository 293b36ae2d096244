import type { ChangeMission, WithdrawMission } from '../plan/plan.ts';
import type { Mission, MissionRecord, MissionState, MissionTry } from '../state/mission.ts';
import { afterDeed } from './transition.ts';
import { isRefused, type Refused } from './refused.ts';
import { presentTry } from './tries.ts';

/**
 * The record after its manifest changed. It may have moved on since that was planned: what somebody was given meanwhile
 * keeps its text, and what is done stays as it was done. The same object where nothing changes.
 */
export function afterChange(record: MissionRecord, { mission, then }: Pick<ChangeMission, 'mission' | 'then'>, now: number): MissionRecord | Refused {
  const { state } = record.state;
  if (state === 'done') return record;
  if (presentTry(record) !== undefined && then !== 'is-given-out-anew') return withDeadline({ ...record, mission: underWay(record.mission, mission) });
  const begun = beginning(record, then, now);
  if (isRefused(begun)) return begun;
  const tries = asked(mission) === asked(record.mission) ? begun.tries : begun.tries.map(withoutBase);
  return meantFor({ ...begun, mission, tries }, record.mission);
}

function asked({ brief, context, accept }: Mission): string {
  return JSON.stringify([brief, context, accept]);
}

/** What was committed before was not for what is asked now. */
function withoutBase({ base: _, ...tried }: MissionTry): MissionTry {
  return tried;
}

/** Whether a mission that the manifest has no more may be forgotten: what is done stays as history. */
export function mayBeWithdrawn(record: MissionRecord, { evenIfGivenOut }: WithdrawMission): boolean {
  return record.state.state !== 'done' && (evenIfGivenOut || presentTry(record) === undefined);
}

function beginning(record: MissionRecord, then: ChangeMission['then'], now: number): MissionRecord | Refused {
  if (then === 'starts-over' && record.state.state === 'failed') return afterDeed(record, { type: 'retry' }, now);
  const isGivenOut = then === 'is-given-out-anew' && presentTry(record) !== undefined;
  return isGivenOut ? afterDeed(record, { type: 'fail', because: 'the manifest asks for something else now', counts: false }, now) : record;
}

/** What its member was told and who that is stays until the try ends. */
function underWay(told: Mission, wanted: Mission): Mission {
  const { to: _to, role: _role, ...rest } = wanted;
  const { to, role, brief, context } = told;
  return { ...rest, ...(to === undefined ? {} : { to }), ...(role === undefined ? {} : { role }), brief, context };
}

/** A try may take as long as the manifest says now. */
function withDeadline(record: MissionRecord): MissionRecord {
  const { state, mission } = record;
  return state.state === 'working' ? { ...record, state: { ...state, deadline: state.since + mission.timeoutMs } } : record;
}

/** Where the manifest names somebody else, that stands above who had it last, and above whom it was handed to. */
function meantFor(record: MissionRecord, before: Mission): MissionRecord {
  const { mission: { to, role }, state } = record;
  if (to === before.to && role === before.role) return record;
  return { ...withoutHandOff(record), state: state.state === 'ready' ? withoutLastMember(state) : state };
}

/** The tries before it was handed on still do not count. */
function withoutHandOff({ handedOff, ...record }: MissionRecord): MissionRecord {
  return handedOff === undefined ? record : { ...record, retriedAfter: Math.max(handedOff.afterTries, record.retriedAfter ?? 0) };
}

function withoutLastMember({ again: _, ...state }: Extract<MissionState, { readonly state: 'ready' }>): MissionState {
  return state;
}
