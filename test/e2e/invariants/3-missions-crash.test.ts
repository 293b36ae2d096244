import { expect, test } from 'vitest';
import { crashedApply, crashPoints, wholeApply, type CrashPoint } from '../../rig/crash.ts';
import { sample } from '../../rig/sample.ts';
import { given, missionTeam, type MissionTeam } from '../cli/mission-team.ts';

/** Each round has missions of its own: all records of one begin alike. */
function manifest(missions: Readonly<Record<string, string>>): string {
  return `
defaults: {tool: command, command: [sleep, "86400"]}
projects:
  store:
    repo: repo
    engineers: {cart: {tool: demo}}
    missions: {${Object.entries(missions).map(([name, text]) => `${name}: {to: cart, ${text}}`).join(', ')}}
`;
}

/** One that is tried, one that has failed, one that waits: the manifest says otherwise of the first two then, and has the third no more. */
async function begin(team: MissionTeam, round: string): Promise<void> {
  await team.write(manifest({ [`tried-${round}`]: 'brief: Do it.', [`failed-${round}`]: 'brief: Do it., retries: 0', [`gone-${round}`]: 'brief: Do it.' }));
  await team.succeed('apply', '--now');
  team.done(`store/tried-${round}`, ...given('store/cart'));
  team.done(`store/failed-${round}`, ...given('store/cart'), { type: 'fail', because: 'It can not be done.', counts: true });
  await team.write(manifest({ [`tried-${round}`]: 'brief: Do something else., priority: high', [`failed-${round}`]: 'brief: Do something else.', [`new-${round}`]: 'brief: Do this as well.' }));
}

async function expectTheEnd(team: MissionTeam, round: string): Promise<void> {
  const { missions } = JSON.parse(await team.succeed('mission', 'list', '--json')) as { readonly missions: readonly { readonly address: string }[] };
  expect(missions.map(({ address }) => address).sort(), round).toEqual(['failed', 'new', 'tried'].map((name) => `mission/store/${name}-${round}`));
  // Taken from who had it once, and started over once: no try is lost twice, and none is forgotten.
  expect(team.record(`store/tried-${round}`), round).toMatchObject({ mission: { brief: 'Do something else.', priority: 'high' }, state: { state: 'ready' }, tries: [{ result: 'lost' }] });
  expect(team.record(`store/failed-${round}`), round).toMatchObject({ mission: { brief: 'Do something else.' }, state: { state: 'waiting' }, tries: [{ result: 'failed' }], retriedAfter: 1 });
  for (const name of ['failed', 'tried']) expect(team.record(`store/${name}-${round}`).tries, round).toHaveLength(1);
  const told = (await team.succeed('events', 'shop')).split('\n').filter((line) => line.includes(`store/gone-${round}  mission withdrawn`));
  expect(told.length, `${round}: it is told at most once`).toBeLessThanOrEqual(1);
  expect(await team.succeed('plan'), round).toBe('No changes. Everything is as the manifest says.\n');
}

/** How many places of death one run takes. */
const pointsARun = 4;

test('invariant 3: missions that are added, changed and withdrawn by an apply that is killed before or after any host call are as if it had not been', async () => {
  const team = await missionTeam(manifest({}));
  await begin(team, 'whole');
  const calls = await wholeApply(team, { evenIfBusy: true });
  expect(calls.filter((call) => /^missions\.(put|change|remove)$/.test(call))).toEqual(['missions.put', 'missions.change', 'missions.change', 'missions.remove'].sort((a, b) => calls.indexOf(a) - calls.indexOf(b)));
  await expectTheEnd(team, 'whole');
  const deaths: boolean[] = [];
  const round = async (point: CrashPoint & { readonly call: number }): Promise<void> => {
    const name = `${point.when}-${point.call}`;
    await begin(team, name);
    deaths.push(await crashedApply(team, point, { evenIfBusy: true }));
    await team.succeed('apply', '--now');
    await expectTheEnd(team, name);
  };
  for (const point of sample(crashPoints(calls), pointsARun)) await round(point);
  expect(deaths.filter(Boolean).length).toBeGreaterThan(deaths.length * 0.7);
  await team.succeed('down', '--yes');
}, 400_000);
