import { describe, expect, it } from 'vitest';
import type { Care } from '../../src/state/care.ts';
import type { Observed, ObservedPane } from '../../src/state/observed.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, planned, withPane, withStatus } from './world.ts';

const yaml = shop('engineers: {cart: {tool: demo, worktree: false, directory: .}}\n');
const address = 'member/shop/cart';
const world = applied(yaml);
const now = world.launches[0]!.at;
const crashed = withPane(world, 'shop/cart', (pane) => ({ ...pane, dead: { code: 3 } }));
const gone = withPane(world, 'shop/cart', () => undefined);

/** The only step of the supervisor's plan, or of a person's apply. */
function planFor(seen: Observed, care: Partial<Care>, by: 'supervisor' | 'person' = 'supervisor') {
  const { steps, untouched } = planned(yaml, { ...seen, cares: new Map([[address, { address, crashes: [], ...care }]]) }, by === 'supervisor' ? { patient: true } : {});
  expect(steps.length).toBeLessThanOrEqual(1);
  return { step: steps[0], untouched };
}

const looked = (change: Partial<ObservedPane>) => withPane(world, 'shop/cart', (pane) => ({ ...pane, ...change }));

describe('a held member', () => {
  const hold = { at: now, because: 'A person took it over' };
  const untouched = [{ address, reason: 'A person took it over; coders release shop/cart gives it back.' }];

  it.each([['lives', world], ['has ended', crashed], ['has no window', gone]] as const)('that %s is left alone, by the supervisor and by an apply, also where a restart was asked for', (_name, seen) => {
    expect(planFor(seen, { hold })).toEqual({ step: undefined, untouched });
    expect(planFor(seen, { hold, restart: { epoch: 1, fresh: true, because: 'b' } }, 'person')).toEqual({ step: undefined, untouched });
  });
});

describe('a member in quarantine', () => {
  const quarantine = { at: now, because: 'it ended 5 times within 10m' };

  it.each([['has ended', crashed], ['has no window', gone]] as const)('that %s is not started by itself, and it is said how it is', (_name, seen) => {
    expect(planFor(seen, { quarantine })).toEqual({
      step: undefined,
      untouched: [{ address, reason: 'It is not started again: it ended 5 times within 10m. coders restart shop/cart tries once more.' }],
    });
    expect(planFor(seen, { quarantine }, 'person').step).toMatchObject({ impact: seen === crashed ? 'restart' : 'none' });
  });

  it('that lives is kept as any other', () => {
    expect(planFor(world, { quarantine })).toEqual({ step: undefined, untouched: [] });
  });
});

describe('a start that was put off', () => {
  const at = (retryAt: number, crashes = [now, now]): Partial<Care> => ({ retryAt, crashes });

  it.each([['has ended', crashed], ['has no window', gone]] as const)('of a member that %s waits until then', (_name, seen) => {
    expect(planFor(seen, at(now + 1)).step).toMatchObject({ impact: 'when-idle', waits: { for: 'its next try after 2 crashes, at 2026-05-01T00:00:00.001Z', then: 'restart' } });
    expect(planFor(seen, at(now)).step).not.toHaveProperty('waits');
  });

  it('says nothing of crashes where it waits for the end of a limit', () => {
    expect(planFor(crashed, at(now + 1, [])).step?.waits?.for).toBe('its next try, at 2026-05-01T00:00:00.001Z');
  });

  it('is not put off for a person who applies', () => {
    expect(planFor(crashed, at(now + 1), 'person').step).toMatchObject({ impact: 'restart' });
  });

  it('is no matter to a member that lives', () => {
    expect(planFor(world, at(now + 1)).step).toBeUndefined();
  });
});

describe('a restart that was asked for', () => {
  const restart = { epoch: 1, fresh: false, because: 'its context was nearly full' };
  const stuck = { epoch: 1, step: 'restarted', at: now } as const;

  it('goes on with the conversation, or begins a new one, which is told what was left for it', () => {
    expect(planFor(world, { restart }).step).toMatchObject({ cause: restart.because, impact: 'restart', action: { launch: { epoch: 2, conversation: { is: 'resumed', id: 'talk-1' } } } });
    expect(planFor(world, { restart: { ...restart, fresh: true, handover: 'The cart stands.' } }).step).toMatchObject({ impact: 'replace', action: { launch: { conversation: { is: 'new', handover: 'The cart stands.' } } } });
  });

  it('is of that launch, and of no later one', () => {
    expect(planFor(world, { restart: { ...restart, epoch: 2 } }).step).toBeUndefined();
  });

  it('of an agent that has ended comes with its start', () => {
    expect(planFor(crashed, { restart: { ...restart, fresh: true } }).step).toMatchObject({ impact: 'replace', action: { launch: { conversation: { is: 'new' } } } });
  });

  it.each(['working', 'limited', 'starting', 'unknown'] as const)('does not end a turn: it is %s by now', (status) => {
    expect(planFor(withStatus(world, '%1', status), { restart }).step).toMatchObject({ impact: 'when-idle', waits: { then: 'restart' } });
  });

  it('of one that is stuck does, for that turn would never end', () => {
    expect(planFor(withStatus(world, '%1', 'working'), { restart, stuck }).step).not.toHaveProperty('waits');
    expect(planFor(withStatus(world, '%1', 'working'), { restart, stuck: { ...stuck, epoch: 0 } }).step).toHaveProperty('waits');
    expect(planFor(withStatus(world, '%1', 'working'), { restart, stuck: { ...stuck, step: 'told' } }).step).toHaveProperty('waits');
  });

  it('of one whose machine can not wait does, too', () => {
    for (const status of ['working', 'limited', 'unknown'] as const) expect(planFor(withStatus(world, '%1', status), { restart: { ...restart, evenIfBusy: true } }).step).not.toHaveProperty('waits');
  });

  it('of one that was stuck, and has met its limit by now, waits for the end of that', () => {
    expect(planFor(withStatus(world, '%1', 'limited'), { restart, stuck }).step?.waits?.for).toBe('the end of its usage limit');
  });

  it('is not done under the eyes of a person', () => {
    for (const care of [{ restart }, { restart, stuck }, { restart: { ...restart, evenIfBusy: true } as const }]) expect(planFor(looked({ attended: true }), care).step?.waits?.for).toBe('the person who looks at its window');
  });

  it('waits for nobody where a person says so', () => {
    const busy = withStatus(looked({ attended: true }), '%1', 'working');
    expect(planned(yaml, { ...busy, cares: new Map([[address, { address, crashes: [], restart }]]) }, { evenIfBusy: true }).steps[0]).toMatchObject({ impact: 'restart' });
  });
});
