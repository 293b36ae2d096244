import { afterAll, beforeAll, expect, test } from 'vitest';
import { configure } from '../../src/sdk/configuration.ts';
import { tierFor } from '../../src/sdk/spawner.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { Programs } from './program.ts';

let team: TestTeam;
let programs: Programs;

beforeAll(async () => {
  team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
  programs = await Programs.of(team);
});

afterAll(async () => {
  await programs.shown('for (const { team } of await coders.list({ all: true })) await coders.down(team);');
});

test('the kind of task chooses the model tier, and where none is told, the role does', async () => {
  const shown = await programs.shown(`
    coders.configure({ tool: 'demo', supervisor: 'off' });
    const { spawner } = coders;
    const isolated = { isolationMode: 'worktree' };
    const agents = await Promise.all([
      spawner.spawnAgent({ ...isolated, role: 'coder', systemPrompt: 'You mend things.' }),
      spawner.spawnAgent({ ...isolated, role: 'tester', type: 'extraction' }),
      spawner.spawnAgent({ ...isolated, role: 'scribe', type: 'general', priority: 'critical' }),
    ]);
    show(agents.map(({ name, role, model, branch }) => [name, role, model, branch].join(' ')));
    await Promise.all((await coders.list({ all: true })).map((agent) => coders.down(agent)));
  `);
  expect(shown).toEqual([[
    'coder coder sonnet agents/coder',
    'tester tester haiku agents/tester',
    'scribe scribe opus agents/scribe',
  ]]);
});

test('what is configured of tiers stands above the usual table', () => {
  expect(tierFor({ type: 'review' })).toBe('sonnet');
  expect(tierFor({})).toBeUndefined();
  configure({ modelTiers: [{ type: 'review', tier: 'opus' }] });
  expect([tierFor({ type: 'review' }), tierFor({ type: 'analysis' }), tierFor({ priority: 'critical' })]).toEqual(['opus', 'sonnet', 'opus']);
});

test('a pool is of so many, and a task goes to one that rests and has the model that suits it', async () => {
  const [pool] = await programs.shown(`
    coders.configure({ tool: 'demo' });
    const { spawner } = coders;
    const pool = await spawner.spawnPool(2, { name: 'pear', role: 'tester', model: 'haiku' });
    await spawner.spawnAgent({ name: 'sage', model: 'sonnet', isolationMode: 'worktree' });
    show(pool.map(({ name, role, model, branch }) => [name, role, model, branch].join(' ')));
  `);
  // Each begins with the turn of its brief, and who rests comes before who works.
  await waitUntil(async () => {
    const [statuses] = await programs.shown('show((await coders.list()).map(({ status }) => status));');
    return (statuses as readonly string[]).every((status) => status === 'idle');
  }, { what: 'all three to rest' });
  const [first, second, again] = await programs.shown(`
    const { spawner } = coders;
    show(await spawner.distributeTask({ id: 'task-1', prompt: 'demo: wait-for .never', type: 'analysis' }));
    show(await spawner.distributeTask({ id: 'task-2', prompt: 'demo: wait-for .never', type: 'analysis' }));
    show((await spawner.getSpecialists('tester')).filter(({ mission }) => mission !== undefined).map(({ mission }) => mission));
  `) as readonly [{ name: string; mission: string }, { name: string }, string[]];
  expect(pool).toEqual(['pear-1 tester haiku agents/pear-1', 'pear-2 tester haiku agents/pear-2']);
  expect(first).toMatchObject({ name: 'sage', mission: 'repo/task-1', team: 'adhoc-sage' });
  expect(second.name).toMatch(/^pear-/);
  expect(again).toEqual(['repo/task-2']);
});

test('an agent is spawned by its number, looked at, killed, and all that happens to it is told', async () => {
  const [agent, health, killed, dead, events] = await programs.shown(`
    coders.configure({ tool: 'demo' });
    const { manager } = coders;
    const seen = [];
    const stop = new AbortController();
    const watching = (async () => {
      for await (const event of manager.watchAll({ signal: stop.signal })) {
        if (event.agentId !== 'member/repo/agent-1') continue;
        seen.push(event.type);
        if (event.type === 'held') stop.abort();
      }
    })();
    show(await manager.spawn(1, { cwd: process.cwd(), shell: '/bin/sh', healthCheckIntervalMs: 5000, autoRestart: true }));
    show(await manager.healthCheck(1));
    show(await manager.kill(1, 'SIGTERM'));
    show(await manager.healthCheck(1));
    await watching;
    show(seen);
  `) as readonly [object, object, object, object, string[]];
  expect(agent).toMatchObject({ name: 'agent-1', team: 'adhoc-agent-1', tool: 'demo' });
  expect(health).toMatchObject({ alive: true, pid: expect.any(Number), memoryUsage: expect.any(Number), processes: expect.any(Number) });
  expect(killed).toMatchObject({ ended: true, held: true });
  expect(dead).toMatchObject({ alive: false, status: 'exited' });
  expect(events[0]).toBe('spawn');
  expect(events.at(-1)).toBe('held');
});

test('who can not be looked at or take a task is said', async () => {
  expect(await programs.thrown("await coders.manager.healthCheck('pear-9', { team: 'adhoc-pear-1' });")).toMatchObject({ message: 'The team has no member "pear-9".' });
  expect(await programs.thrown("await coders.spawner.distributeTask({ prompt: 'Draw it.', role: 'architect' });")).toMatchObject({ message: 'No agent is there that could take the task.' });
  expect(await programs.thrown("await coders.spawner.spawnPool(0, { tool: 'demo' });")).toMatchObject({ message: 'A pool can not be of 0.' });
});
