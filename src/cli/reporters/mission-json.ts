import type { Blocker } from '../../missions/readiness.ts';
import { presentTry } from '../../missions/tries.ts';
import type { MissionRecord, MissionState, MissionTry } from '../../state/mission.ts';
import { moments } from './moments.ts';

/** A mission and what became of it, as `schemas/mission.schema.json` describes it: what is so now, and its tries. */
export function recordJson(record: MissionRecord, blocking: readonly Blocker[] = []) {
  const { mission: { backoff, accept, ...mission }, state, tries, addedAt, handedOff } = record;
  return {
    ...mission,
    backoff,
    accept,
    ...stateJson(state),
    ...(blocking.length === 0 ? {} : { blockedBy: blocking.map(({ mission: address, state: of }) => ({ mission: address, state: of })) }),
    tries: tries.map(tryJson),
    ...(handedOff === undefined ? {} : { handedTo: handedOff.to }),
    ...moments({ addedAt }),
  };
}

function stateJson(state: MissionState) {
  const lease = presentTry({ state });
  return {
    state: state.state,
    ...('at' in state ? moments({ at: state.at }) : moments({ since: state.since })),
    ...(lease === undefined ? {} : { by: lease.by, epoch: lease.epoch, ...(lease.base === undefined ? {} : { base: lease.base }) }),
    ...(state.state === 'done' ? { by: state.by } : {}),
    ...('commit' in state && state.commit !== undefined ? { commit: state.commit } : {}),
    ...('message' in state ? { message: state.message } : {}),
    ...('because' in state ? { because: state.because } : {}),
    ...('saidBy' in state && state.saidBy !== undefined ? { saidBy: state.saidBy } : {}),
    ...('reviewedBy' in state && state.reviewedBy !== undefined ? { reviewedBy: state.reviewedBy } : {}),
    ...('rejectedBy' in state && state.rejectedBy !== undefined ? { rejectedBy: state.rejectedBy } : {}),
    ...('behind' in state && state.behind !== undefined ? { behind: state.behind } : {}),
    ...('again' in state && state.again !== undefined ? { again: { by: state.again.by, because: state.again.because, fresh: state.again.fresh } } : {}),
    ...('missed' in state && state.missed !== undefined ? { missed: { times: state.missed.times, because: state.missed.because, ...moments({ notBefore: state.missed.notBefore }) } } : {}),
    ...moments({ deadline: timeIn(state, 'deadline'), notBefore: timeIn(state, 'notBefore'), askedAt: timeIn(state, 'askedAt') }),
  };
}

function timeIn(state: MissionState, name: 'deadline' | 'notBefore' | 'askedAt'): number | undefined {
  return (state as Partial<Record<typeof name, number>>)[name];
}

function tryJson({ by, epoch, startedAt, endedAt, result, because }: MissionTry) {
  return { by, epoch, result, ...moments({ startedAt, endedAt }), ...(because === undefined ? {} : { because }) };
}
