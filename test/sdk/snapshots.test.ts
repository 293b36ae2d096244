import { beforeAll, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { Programs } from './program.ts';

let team: TestTeam;
let programs: Programs;

beforeAll(async () => {
  team = await testTeam();
  programs = await Programs.of(team);
  await team.write('defaults: {tool: demo}\nprojects: {web: {repo: repo, engineers: {a: {}, b: {}}}}\n');
  await team.succeed('apply');
});

test('a team is kept in a file, listed, ended, and brought back', async () => {
  const [taken, listed, ended, restored, living] = await programs.shown(`
    const taken = await coders.snapshot();
    show(taken.coders.id);
    show(await coders.listSnapshots({ sortBy: 'date', reverse: true }));
    await coders.down('shop');
    show(await coders.list());
    show(await coders.restore());
    show((await coders.list()).map(({ name }) => name));
  `) as readonly [string, { id: string; file: string }[], object[], object, string[]];
  expect(listed).toMatchObject([{ id: taken, team: 'shop', members: ['member/web/a', 'member/web/b'] }]);
  expect(ended).toEqual([]);
  expect(restored).toMatchObject({ team: 'shop', restored: 2, failed: 0 });
  expect(living).toEqual(['a', 'b']);
});

test('a certain one is restored by its file; the newest come first, and each order can be turned', async () => {
  const [orders, restored] = await programs.shown(`
    await coders.snapshot('shop');
    const ids = async (options) => (await coders.listSnapshots(options)).map(({ id }) => id);
    show([await ids(), await ids({ sortBy: 'date', reverse: true }), (await ids({ sortBy: 'date' })).reverse(), (await ids({ sortBy: 'name' })).reverse()]);
    const [newest] = await coders.listSnapshots({ team: 'shop' });
    show(await coders.restore(newest.file));
  `) as readonly [string[][], object];
  expect(orders[0]!.length).toBeGreaterThan(1);
  for (const order of orders) expect(order).toEqual(orders[0]);
  expect(restored).toMatchObject({ restored: 2, failed: 0, members: [{ is: 'running' }, { is: 'running' }] });
});

test('what there is not is said as the command line says it', async () => {
  expect(await programs.thrown("await coders.restore('shoop');")).toMatchObject({ name: 'UsageError', message: 'There is no snapshot and no file "shoop".', hint: 'Did you mean shop?' });
});
