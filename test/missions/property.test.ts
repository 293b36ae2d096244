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

/** All else follows from `chances`: so a story that fails fits on a line. */
interface Story {
  readonly missions: number;
  readonly members: number;
  readonly trouble: number;
  readonly chances: number;
}

const stories: fc.Arbitrary<Story> = fc.record({
  missions: fc.integer({ min: 1, max: 200 }),
  members: fc.integer({ min: 1, max: 9 }),
  trouble: fc.constantFrom(0, 0.3, 1),
  chances: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

/** Each waits for up to three earlier ones; a third goes to a member by name, the rest to anybody. */
function recordsOf({ missions, members }: Story, chance: Chance): MissionRecord[] {
  const upTo = (most: number): number => Math.floor(chance() * most);
  return Array.from({ length: missions }, (_, index) => record(`w-${index}`, {
    mission: {
      after: [...new Set(Array.from({ length: index === 0 ? 0 : upTo(4) }, () => `w-${upTo(index)}`))],
      priority: priorities[upTo(4)]!,
      retries: upTo(5),
      onFail: failurePolicies[upTo(4)]!,
      ...whose(members, chance),
    },
  }));
}

/** A third of those that somebody else could do are reviewed by the last of all members. */
function whose(members: number, chance: Chance): Partial<MissionRecord['mission']> {
  const isReviewed = members > 1 && chance() < 0.3;
  const doers = isReviewed ? members - 1 : members;
  const somebody = (): string => `m-${Math.floor(chance() * doers)}`;
  return {
    ...(chance() < 0.3 ? { to: somebody() } : {}),
    ...(chance() < 0.3 ? { handoffTo: somebody() } : {}),
    ...(isReviewed ? { accept: { run: ['npm test'], commits: 0, files: [], timeoutMs: 600_000, reviewBy: `m-${members - 1}` } } : {}),
  };
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

/** Nothing but a person takes it further. */
const isAtRest = ({ state }: MissionRecord): boolean => state.state === 'done' || state.state === 'failed' || state.state === 'parked' || (state.state === 'reviewing' && state.because !== undefined);
const isReview = ({ mission: { reviews } }: MissionRecord): boolean => reviews !== undefined;

/** What must hold after every pass. */
function check(team: SimulatedTeam): void {
  const records = team.all();
  const holders = records.flatMap((one) => holderOf(one) ?? []);
  expect(new Set(holders).size, 'a member has one open mission').toBe(holders.length);
  const early = records.filter(({ mission, state }) => 'lease' in state && mission.after.some((address) => team.records.get(address)?.state.state !== 'done'));
  expect(early, 'none is begun before what it waits for').toEqual([]);
  expect(new Set(team.accepted).size, 'each is accepted once').toBe(team.accepted.length);
  const unseen = records.filter(({ mission, state }) => mission.accept.reviewBy !== undefined && state.state === 'done' && state.reviewedBy === undefined);
  expect(unseen, 'none that is to be reviewed is done before').toEqual([]);
  const own = records.filter(({ mission, state }) => 'lease' in state && state.lease.by === mission.reviews?.by);
  expect(own, 'nobody reviews what he did himself').toEqual([]);
}

function edit(team: SimulatedTeam, chance: Chance): void {
  const records = team.all().filter((one) => !isReview(one));
  const one = records[Math.floor(chance() * records.length)]!;
  const earlier = records[Math.floor(chance() * records.indexOf(one))];
  const isToWait = earlier !== undefined && earlier !== one && chance() < 0.3 && (one.state.state === 'waiting' || one.state.state === 'ready');
  const after = isToWait ? [...new Set([...one.mission.after, earlier.mission.address])] : one.mission.after;
  team.add({ ...one, mission: { ...one.mission, after, priority: priorities[Math.floor(chance() * 4)]! } });
  const stopped = records.filter(({ state }) => state.state === 'failed' || state.state === 'parked');
  const other = stopped[Math.floor(chance() * stopped.length)];
  if (other !== undefined && chance() < 0.1) team.does(other, { type: 'retry' });
}

it('whatever happens to a team, missions come in their order, each is accepted once, and all come to an end', () => {
  const run = (story: Story): void => {
    const chance = chanceFrom(story.chances);
    const team = new SimulatedTeam(recordsOf(story, chance), story.members, chance);
    const most = story.missions * mostPassesEach + 100;
    let passes = 0;
    for (; passes < most; passes += 1) {
      team.pass();
      check(team);
      if (team.all().every(isAtRest)) break;
      // People end their changes some time, and so does trouble that would keep every try from its end.
      if (passes < story.missions * 5) edit(team, chance);
      team.happen(story.trouble);
    }
    const open = team.all().filter((one) => !isAtRest(one)).map(({ mission, state }) => `${mission.address} ${state.state}`);
    expect(open, `after ${passes} passes`).toEqual([]);
    const again = team.pass();
    expect([again.changed, again.events, again.prompts]).toEqual([[], [], []]);
    expect(team.accepted).toHaveLength(team.all().filter(({ state }) => state.state === 'done').length);
    if (story.trouble === 0) expect(team.all().filter((one) => !isReview(one) && one.state.state === 'done')).toHaveLength(story.missions);
  };
  fc.assert(fc.property(stories, run), { seed, numRuns: 25 });
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
    const team = new SimulatedTeam(recordsOf(story, chance), story.members, chance);
    for (let passes = 0; passes < 30; passes += 1) {
      const { freshStarts } = team.pass();
      // A member that is started anew is a change of the world.
      if (freshStarts.length === 0) {
        const { changed, events, prompts, withdrawn } = team.pass();
        expect([changed, events, prompts, withdrawn]).toEqual([[], [], [], []]);
      }
      team.happen(story.trouble);
    }
  }), { seed, numRuns: 25 });
});
