import { describe, expect, it } from 'vitest';
import { judgeEnd, pauseAfter, type End } from '../../src/health/restart.ts';
import { usualCare, type RestartPolicy } from '../../src/manifest/manifest.ts';
import { carefree, type Care } from '../../src/state/care.ts';
import type { EndKind } from '../../src/state/event.ts';

const now = Date.UTC(2030, 0, 1, 3);
const minuteMs = 60_000;
const address = 'member/shop/cart';
const how = 'exited with code 1';
const policy: RestartPolicy = { policy: 'always', max: 4, windowMs: 10 * minuteMs, backoff: { firstMs: 2000, mostMs: 10_000 } };

interface Circumstances {
  readonly care?: Partial<Care>;
  readonly restart?: Partial<RestartPolicy>;
  readonly end?: Partial<End>;
  readonly chance?: number;
}

/** What follows from the end of the first launch, now. */
function judged(kind: EndKind, { care = {}, restart = {}, end = {}, chance = 0 }: Circumstances = {}) {
  return judgeEnd({ ...carefree(address), ...care }, { epoch: 1, kind, how, ...end }, { restart: { ...policy, ...restart } }, { now, chance });
}

const ended = (kind: EndKind) => ({ type: 'ended', address, epoch: 1, kind, how });
const ago = (...minutes: readonly number[]) => minutes.map((count) => now - count * minuteMs);

describe('an end', () => {
  it('is judged once, also by a supervisor that saw it before it died', () => {
    const { care } = judged('crash');
    expect(judged('crash', { care })).toEqual({ care, events: [] });
    expect(judged('crash', { care: { judged: 3 }, end: { epoch: 2 } }).events).toEqual([]);
    expect(judged('crash', { care, end: { epoch: 2 } }).care.crashes).toEqual([now, now]);
  });

  it.each<[EndKind, object, readonly object[]]>([
    ['crash', { crashes: [now], interrupted: { epoch: 1 } }, []],
    ['clean', { crashes: [now] }, []],
    ['lost-with-its-server', { crashes: [], interrupted: { epoch: 1 } }, []],
    ['context-full', { crashes: [now], restart: { epoch: 1, fresh: true, because: 'its context was full' } }, []],
    ['limit', { crashes: [], retryAt: now + 15 * minuteMs }, [{ type: 'retry-planned', address, retryAt: now + 15 * minuteMs, crashes: 0 }]],
    ['auth', { crashes: [], quarantine: { at: now, because: `it wants a login (it ${how})` } }, [{ type: 'quarantined', address, because: `it wants a login (it ${how})` }]],
    ['killed-by-a-person', { crashes: [], hold: { at: now, because: `A person ended it (it ${how})` } }, [{ type: 'held', address, because: `A person ended it (it ${how})` }]],
  ])('by %s leads to this', (kind, consequence, events) => {
    expect(judged(kind)).toEqual({ care: { address, judged: 1, ...consequence }, events: [ended(kind), ...events] });
  });

  it('ends the wait that came before it', () => {
    expect(judged('lost-with-its-server', { care: { retryAt: now + 5000 } }).care).not.toHaveProperty('retryAt');
    expect(judged('crash', { care: { retryAt: now - 5000 } }).care).not.toHaveProperty('retryAt');
  });

  it('leaves the rest of what is remembered', () => {
    const park = { account: 'claude', since: now, wakeAt: now + 1, probes: 0 };
    expect(judged('crash', { care: { park } }).care).toMatchObject({ park });
  });
});

describe('a usage limit', () => {
  const park = (wakeAt: number) => ({ account: 'claude', since: now - 1, wakeAt, probes: 0 });

  it('is waited for until its member would be woken, and otherwise for a while that chance spreads', () => {
    expect(judged('limit', { care: { park: park(now + 3 * minuteMs) } }).care.retryAt).toBe(now + 3 * minuteMs);
    expect(judged('limit', { care: { park: park(now) }, chance: 1 }).care.retryAt).toBe(now + 30 * minuteMs);
  });

  it('is no crash: the tenth within the window puts nobody into quarantine', () => {
    const tenth = judged('limit', { care: { crashes: ago(1, 2, 3) } }).care;
    expect(tenth).toMatchObject({ crashes: ago(1, 2, 3) });
    expect(tenth).not.toHaveProperty('quarantine');
  });
});

describe('crashes', () => {
  it('after the first there is no pause; each further one doubles it, up to the longest', () => {
    expect([1, 2, 3, 4, 5, 6].map((crashes) => pauseAfter(crashes, policy, 1))).toEqual([0, 2000, 4000, 8000, 10_000, 10_000]);
    expect([1, 2, 3, 4, 5, 6].map((crashes) => pauseAfter(crashes, policy, 0))).toEqual([0, 1000, 2000, 4000, 5000, 5000]);
    expect(pauseAfter(1000, usualCare.restart, 1)).toBe(usualCare.restart.backoff.mostMs);
  });

  it('the pause is told', () => {
    const retryAt = now + 1500;
    expect(judged('crash', { care: { crashes: ago(1) }, chance: 0.5 })).toMatchObject({ care: { retryAt }, events: [{ type: 'ended' }, { type: 'retry-planned', retryAt, crashes: 2 }] });
  });

  it('so many within the window put a member into quarantine, and not into a pause', () => {
    const { care, events } = judged('crash', { care: { crashes: ago(3, 2, 1) } });
    const because = 'it ended 4 times within 10m';
    expect(care).toEqual({ address, crashes: [...ago(3, 2, 1), now], judged: 1, interrupted: { epoch: 1 }, quarantine: { at: now, because } });
    expect(events).toEqual([ended('crash'), { type: 'quarantined', address, because }]);
  });

  it.each<[string, readonly number[], number]>([
    ['one that is as old as the window counts no more', ago(10, 3, 2), 3],
    ['one that is a moment younger does', [now - 10 * minuteMs + 1, ...ago(3)], 3],
    ['one that is yet to come does not: somebody set the clock back', [...ago(3), now + 1], 2],
  ])('%s', (_name, crashes, count) => {
    const { care } = judged('crash', { care: { crashes } });
    expect(care.crashes).toHaveLength(count);
    expect(care).not.toHaveProperty('quarantine');
  });

  it('a policy of one start allows no other', () => {
    expect(judged('crash', { restart: { max: 1 } }).care).toHaveProperty('quarantine');
  });

  it('a context that is full counts as one, for a brief may be too long for any', () => {
    expect(judged('context-full', { care: { crashes: ago(1) } }).care).toMatchObject({ retryAt: now + 1000, restart: { fresh: true } });
    expect(judged('context-full', { care: { crashes: ago(3, 2, 1) } }).care).toHaveProperty('quarantine');
  });
});

describe('the policy', () => {
  const kinds: readonly EndKind[] = ['clean', 'crash', 'limit', 'context-full', 'lost-with-its-server'];

  it.each<[RestartPolicy['policy'], readonly EndKind[]]>([
    ['always', []],
    ['on-failure', ['clean']],
    ['never', ['clean', 'crash', 'limit', 'context-full']],
  ])('%s leaves these ends as they are: %j', (name, left) => {
    expect(kinds.filter((kind) => judged(kind, { restart: { policy: name } }).care.quarantine !== undefined)).toEqual(left);
  });

  it('is named where it is why', () => {
    expect(judged('clean', { restart: { policy: 'on-failure' }, end: { how: 'exited with code 0' } }).care.quarantine?.because).toBe('restart is on-failure, and it exited with code 0');
    expect(judged('limit', { restart: { policy: 'never' } }).care.quarantine?.because).toBe(`restart is never, and it ${how}`);
  });
});
