import { describe, expect, it } from 'vitest';
import { judge, type Seat } from '../../src/supervisor/judge.ts';
import { carefree, type Care } from '../../src/state/care.ts';
import type { ObservedPane } from '../../src/state/observed.ts';
import { address, cart, launch, now, pane, world } from './seats.ts';

/** The cart's engineer lives in its first launch, unless a test says otherwise. */
const seat: Seat = {
  member: cart, care: undefined, launch, tmux: world.tmux, lastLines: [], wasLastWindow: false,
  found: { address, pane, tag: pane.tag! },
};
const seen = (changes: Partial<Seat>) => judge({ ...seat, ...changes }, { now, chance: 0 });
const ended = (dead: ObservedPane['dead'], changes: Partial<ObservedPane> = {}, epoch = 1): Pick<Seat, 'found'> =>
  ({ found: { address, pane: { ...pane, ...(dead === undefined ? {} : { dead }), ...changes }, tag: { ...pane.tag!, epoch } } });
const gone: Pick<Seat, 'found'> = { found: undefined };
const care = (changes: Partial<Care>): Care => ({ ...carefree(address), ...changes });
const nothing = { care: carefree(address), events: [] };
const closed = 'A person closed its window';

describe('of a member that lives', () => {
  it('there is nothing to be judged, and what is remembered of it is left as it is', () => {
    expect(seen({})).toEqual(nothing);
    const before = care({ crashes: [now], judged: 1, retryAt: now });
    expect(seen({ care: before }).care).toBe(before);
  });
});

describe('a program that has ended', () => {
  it('is judged by how it did, once', () => {
    const crashed = seen(ended({ code: 3 }));
    expect(crashed).toEqual({ care: care({ judged: 1, crashes: [now], interrupted: { epoch: 1 } }), events: [{ type: 'ended', address, epoch: 1, kind: 'crash', how: 'exited with code 3' }] });
    expect(seen({ ...ended({ code: 3 }), care: crashed.care })).toEqual({ care: crashed.care, events: [] });
    expect(seen({ ...ended({ code: 3 }, {}, 2), care: crashed.care }).care.judged).toBe(2);
  });

  it('is judged by what it said last', () => {
    expect(seen({ ...ended({ code: 1 }), lastLines: ['usage limit reached'] }).events[0]).toMatchObject({ kind: 'limit' });
  });

  it('is a person\'s where one ended it while looking at it', () => {
    expect(seen(ended({ code: 130 }, { attended: true })).care.hold).toEqual({ at: now, because: 'A person ended it (it exited with code 130)' });
  });
});

describe('a window that is gone', () => {
  it('invariant 12: was closed by a person where its server lives', () => {
    expect(seen(gone)).toEqual({ care: care({ judged: 1, gone: 1, hold: { at: now, because: closed } }), events: [{ type: 'held', address, because: closed }] });
  });

  it('invariant 12: was closed by a person where its program had ended before, and waits to be started again', () => {
    const before = care({ judged: 1, crashes: [now, now], retryAt: now + 60_000 });
    expect(seen({ ...gone, care: before })).toEqual({ care: { ...before, gone: 1, hold: { at: now, because: closed } }, events: [{ type: 'held', address, because: closed }] });
  });

  it('invariant 12: was closed by a person where its server ended with it as the last', () => {
    expect(seen({ ...gone, tmux: { running: false }, wasLastWindow: true }).care.hold?.because).toBe(closed);
  });

  it.each<[string, Partial<Seat>]>([
    ['its server is gone', { tmux: { running: false } }],
    ['another server runs in its place', { tmux: { running: true, server: 'another', panes: [] } }],
    ['another server runs, whatever the last window was', { tmux: { running: true, server: 'another', panes: [] }, wasLastWindow: true }],
  ])('was lost where %s: that counts for nothing', (_name, changes) => {
    expect(seen({ ...gone, ...changes })).toEqual({ care: care({ judged: 1, gone: 1, interrupted: { epoch: 1 } }), events: [{ type: 'ended', address, epoch: 1, kind: 'lost-with-its-server', how: 'the server is gone' }] });
  });

  it('is judged once: what was released is not held for the same window again', () => {
    const before = care({ judged: 1, gone: 1 });
    expect(seen({ ...gone, care: before })).toEqual({ care: before, events: [] });
    expect(seen({ ...gone, care: before, launch: { ...launch, epoch: 2 } }).care.hold?.because).toBe(closed);
  });

  const { conversation: _conversation, ...closedByUs } = launch;
  const { pane: _pane, ...unplaced } = launch;

  it.each<[string, Seat['launch']]>([
    ['it was never there', undefined],
    ['the runner closed it', closedByUs],
    ['the runner closed it to go on later', unplaced],
  ])('is nobody\'s deed where %s', (_name, record) => {
    expect(seen({ ...gone, launch: record })).toEqual(nothing);
  });
});

describe('while a person has it', () => {
  const hold = { at: now - 1, because: 'A person took it over' };
  const held = care({ hold });

  it('nothing is done about it, whatever becomes of it', () => {
    for (const changes of [{}, ended({ code: 3 }), ended({ code: 0 }, { attended: true }), gone]) {
      const { care: next, events } = seen({ ...changes, care: held });
      expect([next.hold, next.crashes, events]).toEqual([hold, [], []]);
    }
    expect(seen({ care: held }).care).toBe(held);
  });

  it.each<[string, Partial<Seat>]>([
    ['closes its window', gone],
    ['ends its program', ended({ code: 0 })],
    ['ends its program, and looks at it still', ended({ signal: 15 }, { attended: true })],
  ])('and %s, what is released is neither held for it again nor counted as a crash', (_name, changes) => {
    const { hold: _hold, ...released } = seen({ ...changes, care: held }).care;
    expect(seen({ ...changes, care: released })).toEqual({ care: released, events: [] });
  });

  it('what ends later is judged as ever', () => {
    const { hold: _hold, ...released } = seen({ care: held }).care;
    expect(seen({ ...ended({ code: 3 }), care: released }).care.crashes).toEqual([now]);
  });
});
