import { beforeAll, expect, test } from 'vitest';
import { keptTeam } from '../rig/kept-team.ts';
import type { TestTeam } from '../rig/team.ts';
import { Programs } from './program.ts';

let team: TestTeam;
let programs: Programs;

beforeAll(async () => {
  team = await keptTeam('defaults: {tool: demo}\nprojects: {web: {repo: repo, engineers: {cart: {model: opus}, search: {role: tester, model: haiku}}}}\n');
  programs = await Programs.of(team);
});

test('a mission is queued, given out, said to be done with what came of it, and checked', async () => {
  const [id, mission, blocked, done] = await programs.shown(`
    const { missions } = coders;
    const id = await missions.enqueue({ id: 'review-it', prompt: 'Review the change.', context: 'It is about the cart.', priority: 'high', type: 'review', timeoutMs: 120000, maxRetries: 3, to: 'cart' });
    await missions.enqueue({ id: 'after-it', prompt: 'Merge it.', dependsOn: ['review-it'], to: 'cart' });
    show(id);
    show(await missions.dequeue('cart', { timeoutMs: 30_000 }));
    show((await missions.getBlocked()).map(({ id, blockedBy }) => ({ id, blockedBy })));
    show(await missions.complete(id, { output: 'The review is written.' }));
  `);
  expect(id).toBe('web/review-it');
  expect(mission).toMatchObject({ id: 'web/review-it', team: 'shop', by: 'member/web/cart', brief: 'Review the change.\n\nIt is about the cart.', priority: 'high', type: 'review', timeoutMs: 120_000, retries: 3 });
  expect(blocked).toEqual([{ id: 'web/after-it', blockedBy: [{ mission: 'mission/web/review-it', state: expect.stringMatching(/assigned|working/) }] }]);
  expect(done).toMatchObject({ id: 'web/review-it', state: 'done' });
  expect(await team.succeed('events')).toContain('a person says that it is done: The review is written.');
});

test('a try that failed is followed by another, unless it can not be recovered from', async () => {
  const [retried, ended, stats] = await programs.shown(`
    const { missions } = coders;
    const id = await missions.enqueue({ prompt: 'Mend it.', role: 'tester', maxRetries: 1 });
    const mission = await missions.dequeue('search', { timeoutMs: 30_000 });
    show(await missions.fail(id, { code: 'timeout', message: 'The agent took too long.', recoverable: true }));
    show(await missions.fail(mission, { code: 'auth', message: 'The key was taken back.', recoverable: false }));
    show(await missions.getStats());
  `);
  expect(retried).toMatchObject({ state: 'ready', id: expect.stringMatching(/^web\/mission-[0-9a-f]{8}$/), tries: [{ by: 'member/web/search', result: 'failed', because: 'timeout: The agent took too long.' }] });
  expect(ended).toMatchObject({ state: 'failed', because: 'cancelled by a person: auth: The key was taken back.' });
  expect(stats).toMatchObject({ team: 'shop', states: { failed: 1 }, members: expect.arrayContaining([{ name: 'member/web/search', done: 0, failed: 1, lost: 0, rate: 0 }]) });
});

test('what nobody has yet is pending; an agent without a mission gives none', async () => {
  const [pending, none] = await programs.shown(`
    const { missions } = coders;
    for (const id of ['first', 'second', 'third']) await missions.enqueue({ id, prompt: 'demo: wait-for .never', to: 'cart' });
    await missions.dequeue('cart', { timeoutMs: 30_000 });
    show((await missions.getPending()).map(({ id }) => id));
    show((await missions.dequeue('search', { timeoutMs: 0 })) ?? 'none');
  `) as readonly [string[], unknown];
  expect(pending).toEqual(expect.arrayContaining(['web/third']));
  expect(none).toBe('none');
});

test('specialists are found by their role, agents by their model; a task goes to who may do it', async () => {
  const [specialists, byModel, assigned] = await programs.shown(`
    const { spawner } = coders;
    const names = (agents) => agents.map(({ name }) => name);
    show(names(await spawner.getSpecialists('tester')));
    show(names(await spawner.getAgentsByModel('opus')));
    coders.configure({ team: 'shop' });
    show(await spawner.distributeTask({ id: 'task-1', prompt: 'demo: wait-for .never', type: 'coding', priority: 'high', role: 'tester' }));
  `);
  expect(specialists).toEqual(['search']);
  expect(byModel).toEqual(['cart']);
  expect(assigned).toMatchObject({ team: 'shop', name: 'search', mission: 'web/task-1' });
});

test('in an agent\'s pane a program may what that agent may', async () => {
  const cart = { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/web/cart', CODERS_EPOCH: '1' };
  expect(await programs.thrown("await coders.kill('search');", cart)).toMatchObject({ name: 'UsageError', message: '"web/cart", an engineer, may not kill web/search.' });
  expect(await programs.thrown("await coders.missions.enqueue({ prompt: 'Do it.' });", cart)).toMatchObject({ message: '"web/cart", an engineer, may not add a mission of "web".' });
});

test('a mission that can not be is refused in the words of the command line', async () => {
  expect(await programs.thrown("await coders.missions.enqueue({ id: 'x', prompt: 'Do it.', dependsOn: ['taks-1'] });")).toMatchObject({ name: 'UsageError', message: 'The project "web" has no mission "taks-1" to wait for.', hint: 'Did you mean task-1?' });
  expect(await programs.thrown("await coders.missions.dequeue('crat');")).toMatchObject({ name: 'UsageError', message: 'The team has no member "crat".' });
  expect(await programs.thrown("await coders.missions.complete('nothing');")).toMatchObject({ name: 'UsageError', message: 'The team has no mission "nothing".' });
});
