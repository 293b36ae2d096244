import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failurePolicies, priorities } from '../../src/manifest/mission.ts';
import { holderOf } from '../../src/missions/tries.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { seed } from '../rig/seed.ts';
import { record } from './records.ts';
import { SimulatedTeam, type Chance } from './simulated-team.ts';

/** How many passes a team may take for a mission, at the worst. */
const mostPassesEach = 60;

interface Story {
  readonly missions: readonly { readonly after: readonly number[]; readonly priority: number; readonly retries: number; readonly onFail: number; readonly to: number }[];
  readonly members: number;
  readonly trouble: number;
  readonly chances: number;
}

const stories: fc.Arbitrary<Story> = fc.record({
  missions: fc.array(fc.record({
    after: fc.array(fc.nat(), { maxLength: 3 }),
    priority: fc.nat(3),
    retries: fc.nat(4),
    onFail: fc.nat(3),
    to: fc.nat(20),
  }), { minLength: 1, maxLength: 200, size: 'max' }),
  members: fc.integer({ min: 1, max: 9 }),
  trouble: fc.constantFrom(0, 0.3, 1),
  chances: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

/** Each waits for earlier ones only. */
function recordsOf({ missions, members }: Story): MissionRecord[] {
  return missions.map(({ after, priority, retries, onFail, to }, index) => record(`w-${index}`, {
    mission: {
      after: index === 0 ? [] : [...new Set(after.map((other) => `w-${other % index}`))],
      priority: priorities[priority]!,
      retries,
      onFail: failurePolicies[onFail]!,
      ...(to < members ? { to: `m-${to}` } : {}),
    },
  }));
}

/** Numbers that follow from the first one. */
function chanceFrom(first: number): Chance {
  let state = first;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const isAtRest = ({ state: { state } }: MissionRecord): boolean => state === 'done' || state === 'failed' || state === 'parked';

/** What must hold after every pass. */
function check(team: SimulatedTeam): void {
  const records = team.all();
  const holders = records.flatMap((one) => holderOf(one) ?? []);
  expect(new Set(holders).size, 'a member has one open mission').toBe(holders.length);
  const early = records.filter(({ mission, state }) => 'lease' in state && mission.after.some((address) => team.records.get(address)?.state.state !== 'done'));
  expect(early, 'none is begun before what it waits for').toEqual([]);
  expect(new Set(team.accepted).size, 'each is accepted once').toBe(team.accepted.length);
}

function edit(team: SimulatedTeam, chance: Chance): void {
  const records = team.all();
  const one = records[Math.floor(chance() * records.length)]!;
  team.records.set(one.mission.address, { ...one, mission: { ...one.mission, priority: priorities[Math.floor(chance() * 4)]! } });
  const stopped = records.filter(({ state }) => state.state === 'failed' || state.state === 'parked');
  const other = stopped[Math.floor(chance() * stopped.length)];
  if (other !== undefined && chance() < 0.1) team.does(other, { type: 'retry' });
}

it('whatever happens to a team, missions come in their order, each is accepted once, and all come to an end', () => {
  const run = (story: Story): void => {
    const chance = chanceFrom(story.chances);
    const team = new SimulatedTeam(recordsOf(story), story.members, chance);
    const most = story.missions.length * mostPassesEach + 100;
    let passes = 0;
    for (; passes < most; passes += 1) {
      team.pass();
      check(team);
      if (team.all().every(isAtRest)) break;
      // People end their changes some time, and so does trouble that would keep every try from its end.
      if (passes < story.missions.length * 5) edit(team, chance);
      team.happen(story.trouble);
    }
    const open = team.all().filter((one) => !isAtRest(one)).map(({ mission, state }) => `${mission.address} ${state.state}`);
    expect(open, `after ${passes} passes`).toEqual([]);
    const again = team.pass();
    expect([again.changed, again.events, again.prompts]).toEqual([[], [], []]);
    expect(team.accepted).toHaveLength(team.all().filter(({ state }) => state.state === 'done').length);
    if (story.trouble === 0) expect(team.accepted).toHaveLength(story.missions.length);
  };
  fc.assert(fc.property(stories, run), { seed, numRuns: 40, endOnFailure: true });
});

it('the least urgent of all has its turn while urgent ones never end', () => {
  const chance = chanceFrom(seed);
  const team = new SimulatedTeam([record('patient', { mission: { priority: 'low' } })], 1, chance);
  for (let passes = 0; passes < 3000; passes += 1) {
    // More of them than its only member ever does.
    team.add(record(`urgent-${passes}`, { mission: { priority: 'critical' }, addedAt: team.now, state: { state: 'waiting', since: team.now } }));
    team.pass();
    if (team.records.get('mission/shop/patient')!.state.state === 'assigned') return;
    team.happen(0);
    for (const [address, { state }] of team.records) if (state.state === 'done') team.records.delete(address);
  }
  expect.fail('It had no turn in 3000 passes.');
});

it('no pass in which nothing happens changes anything', () => {
  fc.assert(fc.property(stories, (story) => {
    const chance = chanceFrom(story.chances);
    const team = new SimulatedTeam(recordsOf(story), story.members, chance);
    for (let passes = 0; passes < 30; passes += 1) {
      const { freshStarts } = team.pass();
      // A member that is started anew is a change of the world.
      if (freshStarts.length === 0) {
        const { changed, events, prompts, withdrawn } = team.pass();
        expect([changed, events, prompts, withdrawn]).toEqual([[], [], [], []]);
      }
      team.happen(story.trouble);
    }
  }), { seed, numRuns: 40, endOnFailure: true });
});
