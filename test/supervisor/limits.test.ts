import { describe, expect, it } from 'vitest';
import { withinLimits } from '../../src/supervisor/limits.ts';
import type { TeamLimits } from '../../src/manifest/manifest.ts';
import type { LaunchRecord, ObservedPane } from '../../src/state/observed.ts';
import { step } from '../../src/plan/proposal.ts';
import type { Step } from '../../src/plan/plan.ts';
import { kept, launch, now, pane, stepsFor, world } from './seats.ts';

const secondMs = 1000;
const starts = stepsFor('%1', '%2', '%3');
const dead = (one: ObservedPane): ObservedPane => ({ ...one, dead: { code: 1 } });

interface Team {
  readonly limits: TeamLimits;
  /** How many of its agents run; none unless said. */
  readonly running?: number;
  /** How long ago each launch was that the store knows of, in seconds. */
  readonly launched?: readonly number[];
}

/** The ids of what may be done now. */
function allowed(steps: readonly Step[], { limits, running = 0, launched = [] }: Team) {
  const panes = [...Array.from({ length: running }, () => pane), dead(pane), { ...pane, tag: { ...pane.tag!, team: 'another' } }];
  const launches = launched.map((ago): LaunchRecord => ({ ...launch, at: now - ago * secondMs }));
  const observed = { ...world, tmux: { running: true as const, server: pane.server, panes }, launches };
  const { now: chosen, ...rest } = withinLimits(steps, { kept: { ...kept, limits }, observed, now });
  return { ids: chosen.map(({ id }) => id), ...rest };
}

const ids = (...indices: readonly number[]) => indices.map((index) => starts[index]!.id);

it('without limits all is done at once', () => {
  expect(allowed(starts, { limits: {}, running: 50, launched: [0, 0, 0] })).toEqual({ ids: ids(0, 1, 2) });
});

describe('as many agents run at once as the team may have', () => {
  it.each([[0, ids(0, 1)], [1, ids(0)], [2, []], [5, []]])('%i run: these start, and no others before one ends', (running, started) => {
    expect(allowed(starts, { limits: { agents: 2 }, running })).toEqual({ ids: started });
  });

  it('one that takes the place of a living agent needs no room of its own', () => {
    const drift = { ...starts[1]!, action: { ...starts[1]!.action, pane } } as Step;
    expect(allowed([starts[0]!, drift], { limits: { agents: 2 }, running: 2 }).ids).toEqual(ids(1));
  });

  it('where none runs, they all may', () => {
    expect(withinLimits(starts, { kept: { ...kept, limits: { agents: 2 } }, observed: { ...world, tmux: { running: false } }, now }).now).toHaveLength(2);
  });
});

describe('as many are started within a time as the team may', () => {
  const limits: TeamLimits = { spawnRate: { count: 2, everyMs: 60 * secondMs } };

  it.each<[string, readonly number[], readonly string[], number]>([
    ['none was started lately', [], ids(0, 1), 60],
    ['one was', [10], ids(0), 50],
    ['two were: the next may start when the first of them is that long ago', [10, 40], [], 20],
    ['more were than may be now', [10, 30, 40], [], 30],
    ['one was as long ago as that', [60, 10], ids(0), 50],
    ['one is yet to come: somebody set the clock back', [-3600, 10], ids(0), 50],
  ])('%s', (_name, launched, started, inSeconds) => {
    expect(allowed(starts, { limits, launched })).toEqual({ ids: started, nextAt: now + inSeconds * secondMs });
  });

  it('no time is named where nothing comes too soon', () => {
    expect(allowed(starts.slice(0, 2), { limits })).toEqual({ ids: ids(0, 1) });
    expect(allowed(starts, { limits: { ...limits, agents: 1 }, running: 1 })).toEqual({ ids: [] });
    expect(allowed(starts, { limits: { ...limits, agents: 3 }, running: 2, launched: [1, 1] }).nextAt).toBe(now + 59 * secondMs);
  });

  it('a start in the place of a living agent is one, too', () => {
    const drift = { ...starts[0]!, action: { ...starts[0]!.action, pane } } as Step;
    expect(allowed([drift], { limits, launched: [1, 1] }).ids).toEqual([]);
  });
});

describe('what is no start', () => {
  const tag = step('member/shop/cart', { type: 'rename-window', pane, name: 'shop/cart' }, 'its window has another name');
  const full: Team = { limits: { agents: 1 }, running: 1 };

  it('is done in any case', () => {
    expect(allowed([tag, ...starts], full).ids).toEqual([tag.id]);
  });

  it('waits for a start that it needs', () => {
    expect(allowed([...starts, { ...tag, after: ids(0) }], full).ids).toEqual([]);
    expect(allowed([{ ...tag, after: ['something done before'] }], full).ids).toEqual([tag.id]);
  });
});
