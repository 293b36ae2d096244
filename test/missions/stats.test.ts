import { describe, expect, it } from 'vitest';
import { restWords } from '../../src/missions/estimate.ts';
import { statsOf } from '../../src/missions/stats.ts';
import type { MissionRecord, MissionTry } from '../../src/state/mission.ts';
import { hourMs, minuteMs, now, record, seat, states } from './records.ts';

const seats = [seat('cart'), seat('search', { tool: 'codex', role: 'tester' })];

/** A try that ended so many minutes ago, after `minutes`. */
function tried(by: string, result: MissionTry['result'], { minutes, ago }: { minutes: number; ago: number }): MissionTry {
  const endedAt = now - ago * minuteMs;
  return { by: `member/shop/${by}`, epoch: 1, startedAt: endedAt - minutes * minuteMs, endedAt, result };
}

function done(name: string, ...tries: MissionTry[]): MissionRecord {
  const { by, endedAt } = tries.at(-1)!;
  return record(name, { state: { state: 'done', at: endedAt, by }, tries });
}

const rest = (records: readonly MissionRecord[]): string => restWords(statsOf(records, seats, now).rest);

describe('what became of missions', () => {
  const records = [
    done('a', tried('cart', 'failed', { minutes: 10, ago: 100 }), tried('cart', 'done', { minutes: 20, ago: 70 })),
    done('b', tried('search', 'lost', { minutes: 5, ago: 60 }), tried('cart', 'done', { minutes: 30, ago: 20 })),
    done('c', tried('left', 'done', { minutes: 30, ago: 30 * 60 })),
    record('d', { state: states.working }),
    record('e', { state: states.parked }),
  ];

  it('is counted by state, time, member, role and tool', () => {
    const stats = statsOf(records, seats, now);
    expect(stats.states).toEqual({ waiting: 0, ready: 0, assigned: 0, working: 1, verifying: 0, reviewing: 0, done: 3, failed: 0, parked: 1 });
    expect(stats.throughput).toEqual({ done: 3, lastHour: 1, lastDay: 2, since: now - 30.5 * hourMs });
    expect(stats.members).toEqual([
      { name: 'member/shop/cart', done: 2, failed: 1, lost: 0, rate: 2 / 3 },
      { name: 'member/shop/left', done: 1, failed: 0, lost: 0, rate: 1 },
      { name: 'member/shop/search', done: 0, failed: 0, lost: 1 },
    ]);
    expect(stats.roles.map(({ name }) => name)).toEqual(['coder', 'tester']);
    expect(stats.tools).toEqual([{ name: 'claude', done: 2, failed: 1, lost: 0, rate: 2 / 3 }, { name: 'codex', done: 0, failed: 0, lost: 1 }]);
  });

  it('is nothing before there is anything', () => {
    const stats = statsOf([], seats, now);
    expect(stats).toMatchObject({ throughput: { done: 0 }, members: [], rest: { missions: 0, parked: 0 } });
    expect(stats.throughput).not.toHaveProperty('since');
  });
});

describe('the rest of the work', () => {
  const twenty = done('first', tried('cart', 'done', { minutes: 20, ago: 40 }));
  const forty = done('second', tried('cart', 'done', { minutes: 40, ago: 0 }));

  it('is not guessed without history', () => {
    expect(rest([record('a'), record('b'), record('c', { state: states.failed })])).toBe('no history yet for 2 missions');
    expect(rest([record('a', { state: states.parked })])).toBe('nothing is left; 1 parked one is not counted');
    expect(rest([twenty])).toBe('nothing is left');
  });

  it('takes as long as the work so far, shared by all members at the best', () => {
    expect(rest([twenty, record('a'), record('b')])).toBe('20m to 40m for 2 missions, by the one that is done');
  });

  it('is a range where missions took longer and shorter', () => {
    expect(rest([twenty, forty, ...['a', 'b', 'c', 'd'].map((name) => record(name)), record('e', { state: states.parked })])).toBe('50m to 2h 20m for 4 missions, by the 2 that are done; 1 parked one is not counted');
  });

  it('takes no less than its longest chain, however many members there are', () => {
    const chain = [record('a'), record('b', { mission: { after: ['a'] } }), record('c', { mission: { after: ['b', 'a'] } })];
    expect(rest([twenty, ...chain])).toBe('1h to 1h for 3 missions, by the one that is done');
  });

  it('is shared by as many as worked at once so far', () => {
    const beside = done('beside', tried('search', 'done', { minutes: 20, ago: 40 }));
    expect(rest([twenty, beside, record('a'), record('b')])).toBe('20m to 20m for 2 missions, by the 2 that are done');
  });

  it('knows long chains, and is not caught in a circle', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => record(`w-${index}`, { mission: { after: index === 0 ? [] : [`w-${index - 1}`] } })).reverse();
    expect(statsOf([twenty, ...chain], seats, now).rest.range).toEqual({ fromMs: 20_000 * 20 * minuteMs, toMs: 20_000 * 20 * minuteMs, known: 1 });
    expect(rest([twenty, record('a', { mission: { after: ['b'] } }), record('b', { mission: { after: ['a'] } })])).toContain('for 2 missions');
  });
});
