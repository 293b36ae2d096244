import { describe, expect, it } from 'vitest';
import { tend } from '../../src/health/tend/tend.ts';
import type { Park } from '../../src/state/care.ts';
import type { Status } from '../../src/state/evidence.ts';
import { account, address, limited, minuteMs, now, patient, type Symptoms } from './patients.ts';

const staggerMs = 20_000;
const known: Park = { account, since: now - 60 * minuteMs, until: now, wakeAt: now, probes: 0 };
const { until: _until, ...unknown } = known;

/** What is done for a member that is parked. */
const parked = (park: Park, symptoms: Symptoms = {}, at = now) => tend(patient({ ...symptoms, care: { park } }), at);
const stillLimited: Symptoms = { is: 'limited', status: { verdict: limited() } };

describe('a usage limit', () => {
  it('parks until it ends, and is told', () => {
    const until = now + 90 * minuteMs;
    expect(tend(patient({ is: 'limited', status: { verdict: limited(until) } }), now)).toEqual({
      care: { address, crashes: [], park: { account, since: now, until, wakeAt: until, probes: 0 } },
      events: [{ type: 'parked', address, account, until }],
      prompts: [],
      nextAt: until,
    });
  });

  it('tells why its member was silent: that it was stuck is over, and so is a restart for it', () => {
    const stuck = { epoch: 2, step: 'restarted', at: now } as const;
    const { care } = tend(patient({ ...stillLimited, care: { stuck, restart: { epoch: 2, fresh: false, because: 'it was stuck for 1h' } } }), now);
    expect(Object.keys(care).sort()).toEqual(['address', 'crashes', 'park']);
  });

  it('of which nobody knows the end parks for a while, and no end is made up', () => {
    const { care, events, nextAt } = tend(patient(stillLimited), now);
    expect(care.park).toEqual({ account, since: now, wakeAt: now + 15 * minuteMs, probes: 0 });
    expect(events).toEqual([{ type: 'parked', address, account }]);
    expect(nextAt).toBe(now + 15 * minuteMs);
  });

  it('wakes one member of an account after the other', () => {
    const wakes = [0, 1, 2].map((place) => tend(patient({ is: 'limited', status: { verdict: limited(now + minuteMs) }, place }), now).nextAt! - now - minuteMs);
    expect(wakes).toEqual([0, staggerMs, 2 * staggerMs]);
  });

  it.each<Status>(['idle', 'starting', 'stuck', 'unknown'])('leaves a parked member that is %s alone until then', (is) => {
    const care = { park: { ...known, wakeAt: now + 1 } };
    const one = patient({ is, care });
    expect(tend(one, now)).toEqual({ care: one.care, events: [], prompts: [], nextAt: now + 1 });
    expect(tend(one, now).care).toBe(one.care);
  });
});

describe('when its end has come', () => {
  it('a member is told to go on, and parked no more', () => {
    expect(parked(known, { is: 'idle' })).toEqual({
      care: { address, crashes: [] },
      events: [{ type: 'woken', address, because: 'its limit has ended' }],
      prompts: [{ id: `wake-${address}-${known.since}-0`, to: address, when: 'idle', text: 'Your usage limit may have ended. Go on where you stopped.' }],
    });
  });

  it('the same launch is told so after each limit that it meets: no message is taken for an earlier one', () => {
    const first = parked(known, { is: 'idle' }).prompts[0]!.id;
    const second = parked({ ...known, since: known.since + 5 * 60 * minuteMs }, { is: 'idle' }).prompts[0]!.id;
    expect(second).not.toBe(first);
  });

  it('and it is limited still, it tries again after a pause that doubles, up to two hours', () => {
    const pauses = [0, 1, 2, 3, 4, 9].map((probes) => {
      const { care, prompts, events, nextAt } = parked({ ...unknown, probes }, stillLimited);
      expect(prompts).toMatchObject([{ id: `wake-${address}-${known.since}-${probes}` }]);
      expect(events).toEqual([]);
      expect(care.park).toEqual({ ...unknown, probes: probes + 1, wakeAt: nextAt });
      return (nextAt! - now) / minuteMs;
    });
    expect(pauses).toEqual([15, 30, 60, 120, 120, 120]);
  });

  it('and a later one is read, it is parked until that', () => {
    const until = now + 300 * minuteMs;
    expect(parked(known, { is: 'limited', status: { verdict: limited(until) } })).toMatchObject({ care: { park: { until, wakeAt: until, since: now } }, prompts: [], events: [{ type: 'parked', until }] });
  });
});

describe('a limit without a known end', () => {
  it('is tried by one member of the account; the others wait for it', () => {
    expect(parked(unknown, stillLimited).prompts).toHaveLength(1);
    const { care, prompts, nextAt } = parked(unknown, { ...stillLimited, place: 1 });
    expect(prompts).toEqual([]);
    expect(care.park).toEqual({ ...unknown, wakeAt: nextAt });
    expect(nextAt).toBe(now + 15 * minuteMs);
    expect(parked(unknown, { is: 'idle', place: 1 }).prompts).toEqual([]);
  });

  it('is known as soon as its end is read, also before the next try', () => {
    const until = now + 90 * minuteMs;
    const waiting = { ...unknown, wakeAt: now + minuteMs };
    expect(parked(waiting, { is: 'limited', status: { verdict: limited(until) } })).toMatchObject({ care: { park: { until, wakeAt: until } }, events: [{ type: 'parked', until }] });
  });
});

describe('a limit is over', () => {
  it.each<Status>(['working', 'waiting'])('for a member that is %s: a person brought it back, or its tool did', (is) => {
    expect(parked({ ...known, wakeAt: now + minuteMs }, { is })).toEqual({ care: { address, crashes: [] }, events: [{ type: 'woken', address, because: 'it works again' }], prompts: [] });
  });

  it('for all of an account where one of them works: they are woken one after the other, and not at once', () => {
    const far = { ...unknown, wakeAt: now + 120 * minuteMs };
    const works = (place: number): Symptoms => ({ ...stillLimited, place, accountWorks: true });
    expect(parked(far, works(0)).prompts).toHaveLength(1);
    const { care, prompts, nextAt } = parked(far, works(2));
    expect(prompts).toEqual([]);
    expect(nextAt).toBe(now + 2 * staggerMs);
    // Looked at again in between, it is not put off; when its time has come it is woken, also where others still wait before it.
    expect(parked(care.park!, works(2), now + 5000).nextAt).toBe(nextAt);
    expect(parked(care.park!, works(1), nextAt).prompts).toHaveLength(1);
  });

  it('for one that is limited all the same only once: then it tries at its own pace, for its limit may be that of another model', () => {
    const works: Symptoms = { ...stillLimited, accountWorks: true };
    const tried = parked({ ...unknown, wakeAt: now + 120 * minuteMs }, works);
    expect(tried.prompts).toHaveLength(1);
    expect(parked(tried.care.park!, works, now + 1)).toMatchObject({ prompts: [], nextAt: now + 15 * minuteMs });
    const until = now + 90 * minuteMs;
    const early = parked({ ...known, until, wakeAt: until }, { is: 'limited', status: { verdict: limited(until) }, accountWorks: true, place: 0 });
    expect(early).toMatchObject({ prompts: [{}], care: { park: { wakeAt: until, probes: 1 } }, nextAt: until });
  });

  it('and what comes then is seen to in the same way', () => {
    const { care } = parked(known, { is: 'idle' });
    expect(tend(patient({ care, is: 'limited', status: { verdict: limited(now + minuteMs) } }), now).care.park).toMatchObject({ since: now, probes: 0 });
  });
});
