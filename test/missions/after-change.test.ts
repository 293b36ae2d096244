import { describe, expect, test } from 'vitest';
import { usualMission } from '../../src/manifest/mission.ts';
import { afterChange, mayBeWithdrawn } from '../../src/missions/after-change.ts';
import type { Mission, MissionRecord, MissionState } from '../../src/state/mission.ts';

const mission: Mission = {
  address: 'mission/store/api', project: 'store', origin: 'manifest', after: [], to: 'cart', brief: 'Do it.', context: [],
  priority: 'normal', type: 'general', timeoutMs: 1000, retries: 1, backoff: usualMission.backoff,
  accept: { run: [], commits: 0, files: [], timeoutMs: 1000 }, onFail: 'retry',
};
const lease = { by: 'member/store/cart', epoch: 1, conversation: 'c', givenAt: 5 } as const;
const working: MissionState = { state: 'working', since: 10, lease, deadline: 1010 };
const failed: MissionState = { state: 'failed', at: 10, because: 'its tests fail' };
const lostTry = { by: lease.by, epoch: 1, startedAt: 1, endedAt: 2, result: 'failed' } as const;

function record(state: MissionState, more: Partial<MissionRecord> = {}): MissionRecord {
  return { mission, state, tries: [], addedAt: 0, ...more };
}

const other: Mission = { ...mission, to: 'search', brief: 'Do something else.', priority: 'high', timeoutMs: 5000 };

describe('a record whose manifest changed', () => {
  test('is of the mission as it is wanted now, where nobody has it', () => {
    const waiting = record({ state: 'waiting', since: 1 });
    expect(afterChange(waiting, { mission: other, then: 'goes-on' }, 20)).toEqual({ ...waiting, mission: other });
  });

  test('keeps what its member was told, where it was given out since that was planned; its time is the new one', () => {
    expect(afterChange(record(working), { mission: other, then: 'goes-on' }, 20)).toEqual(
      record({ ...working, deadline: 5010 }, { mission: { ...mission, priority: 'high', timeoutMs: 5000 } }));
  });

  test('is given out anew where that was agreed to, and the try does not count', () => {
    expect(afterChange(record(working), { mission: other, then: 'is-given-out-anew' }, 20)).toMatchObject({
      mission: other, state: { state: 'ready' }, tries: [{ result: 'lost', because: 'the manifest asks for something else now' }],
    });
  });

  test('starts over after a failure, and only if it is still that', () => {
    expect(afterChange(record(failed, { tries: [lostTry, lostTry] }), { mission: other, then: 'starts-over' }, 20)).toMatchObject({ mission: other, state: { state: 'waiting' }, retriedAfter: 2 });
    expect(afterChange(record({ state: 'ready', since: 15 }), { mission: other, then: 'starts-over' }, 20)).toMatchObject({ state: { state: 'ready', since: 15 } });
    expect(afterChange(record(failed), { mission: { ...mission, priority: 'low' }, then: 'goes-on' }, 20)).toMatchObject({ state: failed });
  });

  test('counts what was committed in earlier tries unless it asks for something else now', () => {
    const tries = [{ by: 'member/shop/cart', epoch: 1, startedAt: 1, endedAt: 2, result: 'lost' as const, base: 'ba5e' }];
    const given = record({ state: 'ready', since: 15 }, { tries });
    expect(afterChange(given, { mission: { ...mission, priority: 'low' }, then: 'goes-on' }, 20)).toMatchObject({ tries });
    expect(afterChange(given, { mission: { ...mission, brief: 'Something else.' }, then: 'goes-on' }, 20)).toMatchObject({ tries: [{ by: 'member/shop/cart', result: 'lost' }] });
    expect(afterChange(given, { mission: { ...mission, brief: 'Something else.' }, then: 'goes-on' }, 20)).not.toMatchObject({ tries });
  });

  test('stays as it was done', () => {
    const done = record({ state: 'done', at: 10, by: lease.by });
    expect(afterChange(done, { mission: other, then: 'goes-on' }, 20)).toBe(done);
  });

  test('goes to whom the manifest names, whoever had it last and whomever it was handed to', () => {
    const again = { by: lease.by, because: 'its tests fail', fresh: false, conversation: 'c' };
    const ready = record({ state: 'ready', since: 10, notBefore: 30, again }, { handedOff: { to: 'pm', afterTries: 2 }, tries: [lostTry, lostTry] });
    expect(afterChange(ready, { mission: other, then: 'goes-on' }, 20)).toEqual({ mission: other, state: { state: 'ready', since: 10, notBefore: 30 }, tries: ready.tries, addedAt: 0, retriedAfter: 2 });
    expect(afterChange(ready, { mission: { ...mission, priority: 'low' }, then: 'goes-on' }, 20)).toMatchObject({ state: { again }, handedOff: { to: 'pm' } });
  });
});

test('a mission may be withdrawn while nobody has it, and what is done stays', () => {
  const may = (state: MissionState, evenIfGivenOut = false) => mayBeWithdrawn(record(state), { type: 'withdraw-mission', evenIfGivenOut });
  expect([may({ state: 'waiting', since: 1 }), may(failed), may(working), may(working, true), may({ state: 'done', at: 1, by: lease.by }, true)]).toEqual([true, true, false, true, false]);
});
