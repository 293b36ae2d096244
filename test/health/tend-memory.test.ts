import { describe, expect, it } from 'vitest';
import { tend } from '../../src/health/tend/tend.ts';
import { tendMemory } from '../../src/health/tend/memory.ts';
import type { Patient } from '../../src/health/tend/patient.ts';
import { usualCare } from '../../src/manifest/manifest.ts';
import type { Care } from '../../src/state/care.ts';
import { address, limited, minuteMs, now, patient, type Symptoms } from './patients.ts';

const limit = 4e9;

/** A member that holds so much, where it may hold 4 GB. */
function holding(gigabytes: number, symptoms: Symptoms = {}): Patient {
  return patient({ memoryBytes: limit, ...symptoms, status: { figures: { processes: 2, memory: { bytes: gigabytes * 1e9, measure: 'pss' } }, ...symptoms.status } });
}

const noted = (minutesAgo: number): Partial<Care> => ({ memory: { epoch: 2, since: now - minutesAgo * minuteMs, step: 'noted' } });
const doneBy = (one: Patient) => tendMemory(one, now)?.events.flatMap((event) => (event.type === 'over-memory-limit' ? [event.done] : []));

describe('a member that holds more than its limit', () => {
  it('is started again with its conversation, once it rests', () => {
    const tending = tendMemory(holding(4.5, { is: 'idle' }), now)!;
    expect(tending.care.restart).toEqual({ epoch: 2, fresh: false, because: 'it holds 4.5 GB, and may hold 4 GB' });
    expect(tending.events).toEqual([{ type: 'over-memory-limit', address, bytes: 4.5e9, measure: 'pss', limit, done: 'it is started again, with its conversation' }]);
  });

  it.each(['working', 'waiting', 'unknown', 'starting', 'limited'] as const)('is only noted while it is %s, and told of once', (is) => {
    const first = tendMemory(holding(5, { is }), now)!;
    expect(first).toMatchObject({ care: { memory: { epoch: 2, since: now, step: 'noted' } }, events: [{ done: 'it is started again when it rests, or after 10m' }] });
    expect(first.care.restart).toBeUndefined();
    expect(tendMemory(holding(5, { is, care: first.care }), now + 10 * minuteMs - 1)).toBeUndefined();
  });

  it('is noted while a person looks at its window, though it rests', () => {
    expect(tendMemory(holding(5, { is: 'idle', status: { attended: true } }), now)!.care.restart).toBeUndefined();
  });

  it('is started again in the middle of its turn after ten minutes', () => {
    const tending = tendMemory(holding(5, { care: noted(10) }), now)!;
    expect(tending).toMatchObject({ care: { restart: { epoch: 2, fresh: false, evenIfBusy: true }, memory: { step: 'restarting' } }, events: [{ done: 'it is started again in the middle of its turn' }] });
    expect(tendMemory(holding(5, { care: tending.care }), now + minuteMs)).toBeUndefined();
  });

  it('that was to be started again at rest, and does not come to rest, is pressed after ten minutes', () => {
    const asked = { ...noted(5), restart: { epoch: 2, fresh: true, because: 'its context was nearly full', handover: 'note' } };
    expect(tendMemory(holding(5, { care: asked }), now)).toBeUndefined();
    expect(tendMemory(holding(5, { care: asked }), now + 5 * minuteMs)!.care.restart).toEqual({ ...asked.restart, evenIfBusy: true });
  });

  it('has as long again in its next launch', () => {
    expect(tendMemory(holding(5, { epoch: 3, care: noted(60) }), now)!.care).toMatchObject({ memory: { epoch: 3, since: now, step: 'noted' } });
  });

  it('that holds no more than it may is forgotten, and so is the start that was to come of it', () => {
    expect(tendMemory(holding(4, { care: noted(9) }), now)).toEqual({ care: { address, crashes: [] }, events: [], prompts: [] });
    const restarting = tendMemory(holding(5, { is: 'idle' }), now)!.care;
    expect(tendMemory(holding(3, { care: restarting }), now)!.care).toEqual({ address, crashes: [now] });
    const another = { ...noted(1), restart: { epoch: 2, fresh: true, because: 'its context was nearly full' } };
    expect(tendMemory(holding(3, { care: another }), now)!.care.restart).toEqual(another.restart);
  });

  it('is left to a person where it needs more than it may each time, or is never to be started again', () => {
    const crashes = [now - 3 * minuteMs, now - 2 * minuteMs, now - minuteMs, now - 10];
    const left = tendMemory(holding(5, { is: 'idle', care: { crashes } }), now)!;
    expect(left).toMatchObject({ care: { crashes, memory: { step: 'left' } }, events: [{ done: 'it is left to a person: it ended 5 times within 10m' }] });
    expect(left.care.restart).toBeUndefined();
    expect(tendMemory(holding(5, { is: 'idle', care: left.care }), now + 60 * minuteMs)).toBeUndefined();
    expect(tendMemory(holding(3, { is: 'idle', care: left.care }), now)!.care.memory).toBeUndefined();
    expect(doneBy(holding(5, { is: 'idle', care: { crashes: [now - 11 * minuteMs, ...crashes.slice(1)] } }))).toEqual(['it is started again, with its conversation']);
    expect(doneBy(holding(5, { is: 'idle', policy: { ...usualCare, restart: { ...usualCare.restart, policy: 'never' } } }))).toEqual(['it is left to a person: restart is never']);
  });
});

describe('nothing is done about a member', () => {
  it('that holds exactly as much as it may', () => expect(tendMemory(holding(4), now)).toBeUndefined());
  it('of which nobody knows what it holds', () => expect(tendMemory(patient({ memoryBytes: limit, care: noted(20) }), now)).toBeUndefined());
  it('of a team without a limit, and what was noted before is forgotten', () => {
    const { memoryBytes: _limit, ...unlimited } = holding(500);
    expect(tendMemory(unlimited, now)).toBeUndefined();
    expect(tendMemory({ ...unlimited, care: { address, crashes: [], ...noted(20) } }, now)!.care.memory).toBeUndefined();
  });
});

it('one whose usage limit is reached is still parked: what was noted keeps nobody from being heard', () => {
  const status = { verdict: limited(now + 60 * minuteMs) };
  const first = tend(holding(5, { is: 'limited', status }), now);
  expect(tend(holding(5, { is: 'limited', status, care: first.care }), now + minuteMs).events).toMatchObject([{ type: 'parked' }]);
});
