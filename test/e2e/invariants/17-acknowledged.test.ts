import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { openStore } from '../../../src/host/store/store.ts';
import { seed } from '../../rig/seed.ts';
import { ended, testTeam, type TestTeam } from '../../rig/team.ts';

/** Starts the writer, kills it once it has printed so many numbers, and gives the last one it printed. */
async function killedAfter(team: TestTeam, first: number, count: number): Promise<number> {
  const writer = team.start('store-writer', [team.stateDirectory, `${first}`]);
  let last = first - 1;
  createInterface({ input: writer.stdout! }).on('line', (line) => {
    last = Number(line);
    if (last >= first + count - 1) writer.kill('SIGKILL');
  });
  const { stderr } = await ended(writer);
  expect(stderr).toBe('');
  return last;
}

/** The numbers that a store holds, whichever kind of thing they were written as. */
function numbersIn(directory: string): ReadonlySet<number> {
  const store = openStore(directory);
  try {
    return new Set([
      ...store.events('shop').flatMap((event) => (event.type === 'apply-started' ? [event.steps] : [])),
      ...store.launches('shop').map(({ at }) => at),
      ...store.worktrees('shop').map(({ branch }) => Number(branch.slice(1))),
      ...store.teams().map(({ appliedAt }) => appliedAt),
    ]);
  } finally {
    store.close();
  }
}

test('invariant 17: what the store acknowledged survives kill -9, a hundred times', async () => {
  const counts = fc.sample(fc.integer({ min: 1, max: 12 }), { seed, numRuns: 100 });
  const team = await testTeam();
  const acknowledged: number[] = [];
  let next = 0;
  for (const count of counts) {
    const last = await killedAfter(team, next, count);
    for (let number = next; number <= last; number += 1) acknowledged.push(number);
    const held = numbersIn(team.stateDirectory);
    expect(acknowledged.filter((number) => !held.has(number))).toEqual([]);
    // Of what was not acknowledged, at most the one write that was under way is there, and whole.
    expect([...held].filter((number) => number > last + 1)).toEqual([]);
    next = last + 2;
  }
}, 400_000);
