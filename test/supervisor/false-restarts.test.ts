import { beforeAll, expect, test } from 'vitest';
import { seed } from '../rig/seed.ts';
import { diceOf } from '../soak/dice.ts';
import { Watch } from './living-team.ts';

const verdicts = 100_000;
const looks = 10;

interface Seen {
  verdicts: number;
  readonly restarts: string[];
  readonly drifts: string[];
  readonly statuses: Map<string, number>;
}

/** Looks at random teams, each for a while, until there were so many verdicts; then all that would have been started. */
function watch(count: number, circumstances: { readonly longestSilence: number }): Seen {
  const dice = diceOf(seed);
  const seen: Seen = { verdicts: 0, restarts: [], drifts: [], statuses: new Map() };
  while (seen.verdicts < count) {
    const team = new Watch(dice, circumstances);
    for (let look = 0; look < looks; look += 1) {
      const { statuses, restarts, drifts } = team.look();
      seen.verdicts += statuses.length;
      seen.restarts.push(...restarts);
      seen.drifts.push(...drifts);
      for (const status of statuses) seen.statuses.set(status, (seen.statuses.get(status) ?? 0) + 1);
    }
  }
  return seen;
}

let seen: Seen;
beforeAll(() => {
  seen = watch(verdicts, { longestSilence: 3 });
}, 240_000); // of nothing but work: seconds where the machine has them

test('100 000 verdicts over living agents: no healthy one is started again', () => {
  const told = [...seen.statuses].map(([status, count]) => `${count} ${status}`).join(', ');
  console.log(`${seen.verdicts} verdicts (${told}), ${seen.restarts.length} restarts of healthy agents, seed ${seed}.`);
  expect(seen.verdicts).toBeGreaterThanOrEqual(verdicts);
  expect(seen.restarts).toEqual([]);
});

test('invariant 5: none that drifted is started again while it works, waits, is limited or is looked at', () => {
  const [busy, resting] = [seen.drifts.filter((how) => how !== 'idle'), seen.drifts.filter((how) => how === 'idle')];
  expect(busy).toEqual([]);
  expect(resting.length).toBeGreaterThan(100); // at rest they are
});

test('it would have been seen: one that is silent for longer is started again', () => {
  expect(watch(40_000, { longestSilence: 12 }).restarts).not.toEqual([]);
});

test('what was seen was of every kind', () => {
  expect([...seen.statuses.keys()].sort()).toEqual(['idle', 'limited', 'starting', 'stuck', 'unknown', 'waiting', 'working']);
});
