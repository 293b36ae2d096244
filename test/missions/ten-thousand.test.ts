import { expect, it } from 'vitest';
import { priorities } from '../../src/manifest/mission.ts';
import { advance } from '../../src/missions/advance.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { lease, minuteMs, now, record, seat, world } from './records.ts';

/**
 * A pass is to take 50 ms on a machine that does nothing else. Time of the processor, and the quickest of some: what else
 * the machine does says nothing of a pass.
 */
const mostMs = 100;

function quickest(times: number, work: () => void): number {
  return Math.min(...Array.from({ length: times }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }));
}

const count = 10_000;
const members = Array.from({ length: 20 }, (_, index) => seat(`m-${index}`, index < 10 ? {} : { state: 'busy' }));

/** A tenth ready, some with each member that works, the rest waiting for three others each. */
function records(): MissionRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const priority = priorities[index % 4]!;
    if (index < 10) return record(`w-${index}`, { state: { state: 'working', since: now, lease: { ...lease, by: `member/shop/m-${index + 10}` }, deadline: now + minuteMs } });
    if (index < count / 10) return record(`w-${index}`, { mission: { priority, ...(index % 3 === 0 ? { to: `m-${index % 20}` } : {}) }, state: { state: 'ready', since: now - index } });
    return record(`w-${index}`, { mission: { priority, after: [1, 2, 3].map((step) => `w-${Math.floor(index / (step + 1))}`) } });
  });
}

it('a pass over ten thousand open missions takes a moment', () => {
  const before = world(records(), members);
  const took = quickest(20, () => void advance(before));
  console.log(`A pass over ${count} open missions, 10 of them given out, takes ${took.toFixed(1)} ms.`);
  expect(advance(before).prompts).toHaveLength(10);
  expect(took).toBeLessThan(mostMs);
});

it('and so does one in which all of them are parked at once', () => {
  const chain = Array.from({ length: count }, (_, index) => record(`w-${index}`, { mission: { after: index === 0 ? ['first'] : [`w-${index - 1}`] } })).reverse();
  const before = world([...chain, record('first', { state: { state: 'failed', at: now, because: 'npm test ended with 1' } })], members);
  const took = quickest(5, () => void advance(before));
  console.log(`Parking a chain of ${count} takes ${took.toFixed(1)} ms.`);
  expect(advance(before).changed).toHaveLength(count);
  expect(took).toBeLessThan(5 * mostMs);
});

it('a chain of ten thousand fails with its first, where that says so', () => {
  const chain = Array.from({ length: count }, (_, index) => record(`w-${index}`, { mission: { after: index === 0 ? ['first'] : [`w-${index - 1}`] } }));
  const { changed } = advance(world([...chain, record('first', { mission: { onFail: 'skip-dependants' }, state: { state: 'failed', at: now, because: 'npm test ended with 1' } })], members));
  expect(changed.every(({ state }) => state.state === 'failed')).toBe(true);
  expect(changed).toHaveLength(count);
});
