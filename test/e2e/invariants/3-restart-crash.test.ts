import { expect, test } from 'vitest';
import { crashedApply, crashPoints, wholeApply, type CrashPoint } from '../../rig/crash.ts';
import { sample } from '../../rig/sample.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const seats = ['shop/cart', 'shop/search'];

/** Every round gives both agents another brief and another model, so that both have to be started again. */
function manifest(round: string, engineers = '{cart: {}, search: {}}'): string {
  return `
defaults: {tool: demo, model: model-of-${round}, brief: "demo: say ${round}"}
projects:
  shop:
    repo: repo
    engineers: ${engineers}
`;
}

/** How often a member was told the brief of a round, whatever conversation it was in. */
async function timesTold(team: TestTeam, seat: string, round: string): Promise<number> {
  const rows = await team.conversation(seat);
  return rows.filter(({ type, text }) => type === 'user' && text.includes(`demo: say ${round}\n`)).length;
}

async function conversations(team: TestTeam) {
  return Promise.all(seats.map(async (seat) => (await team.pane(seat)).tag?.conversation));
}

/** How many places of death one run takes. */
const pointsARun = 5;

test('invariant 3: a restart that is killed before or after any host call is mended by the next apply', async () => {
  const team = await testTeam();
  await team.write(manifest('the beginning'));
  await team.succeed('apply');
  const begun = await conversations(team);
  await team.write(manifest('a whole apply'));
  const calls = await wholeApply(team, { evenIfBusy: true });
  expect(calls.filter((call) => call === 'tmux.respawnPane')).toHaveLength(2);

  const round = async (point: CrashPoint & { readonly call: number }) => {
    const name = `${point.when} ${point.call}`;
    await team.write(manifest(name));
    const died = await crashedApply(team, point, { evenIfBusy: true });
    await team.succeed('apply', '--now');
    for (const seat of seats) await waitUntil(() => timesTold(team, seat, name), { what: `${seat} to be told of a crash ${name} ${calls[point.call - 1]}` });
    expect((await team.panes()).map((pane) => `${pane.name} ${pane.dead}`), name).toEqual(['shop/cart false', 'shop/search false']);
    expect((await team.processes()).filter(({ command }) => command.includes('demo.js')), name).toHaveLength(2);
    expect(await conversations(team), name).toEqual(begun);
    expect(await team.succeed('plan'), name).toBe('No changes. Everything is as the manifest says.\n');
    for (const seat of seats) expect(await timesTold(team, seat, name), `${seat} ${name}`).toBe(1);
    return died;
  };
  const deaths: boolean[] = [];
  for (const point of sample(crashPoints(calls), pointsARun)) deaths.push(await round(point));
  expect(deaths.filter(Boolean).length).toBeGreaterThan(deaths.length * 0.7);
  await team.succeed('down', '--yes');
  expect(await team.processes()).toEqual([]);
}, 400_000);

test('invariant 3: launches that were noted and never made, however many, do not make the runner forget what an agent was told', async () => {
  const team = await testTeam();
  await team.write(manifest('the beginning', '{cart: {}}'));
  await team.succeed('apply');
  await team.write(manifest('another brief', '{cart: {}}'));
  const point = { when: 'before', call: 'tmux.respawnPane' } as const;
  for (let crash = 1; crash <= 4; crash += 1) expect(await crashedApply(team, point, { evenIfBusy: true })).toBe(true);
  await team.succeed('apply', '--now');
  await waitUntil(() => timesTold(team, 'shop/cart', 'another brief'), { what: 'the agent to be told its new brief' });
  await team.succeed('down', '--yes');
});
