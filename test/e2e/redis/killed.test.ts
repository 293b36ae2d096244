import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runningSupervisor, startedAgain } from '../../rig/kept-team.ts';
import { redisTeam, settled } from '../../rig/redis-team.ts';
import { seed } from '../../rig/seed.ts';
import { waitUntil } from '../../rig/wait-until.ts';

test('a dead letter is answered once, whenever the supervisor or Redis is killed', async () => {
  const { team, server, redis } = await redisTeam({ appendfsync: 'always' }); // otherwise it answers before it writes, and a kill may take back the letters of whoever does not tell them again
  const starts = async () => (await team.conversation('web/a')).filter(({ type }) => type === 'session').length;
  await waitUntil(async () => (await starts()) === 1, { what: 'the agent to have begun' });
  const pauses = fc.sample(fc.integer({ min: 0, max: 80 }), { seed, numRuns: Number(process.env['CODERS_TEST_KILLS'] ?? 3) });
  for (const [round, pauseMs] of pauses.entries()) {
    const victim = round % 2 === 0 ? 'supervisor' : 'redis';
    const before = await team.pane('web/a');
    const startsBefore = await starts();
    await redis.rpush('coders:dead-letter', before.id, before.id);
    const at = performance.now();
    await waitUntil(() => performance.now() >= at + pauseMs, { what: 'the moment' });
    if (victim === 'redis') await server.kill();
    else process.kill(await runningSupervisor(team), 'SIGKILL');
    if (victim === 'redis') await server.start();
    else await team.succeed('supervisor', 'start');
    await startedAgain(team, 'web/a', before);
    await waitUntil(async () => (await starts()) > startsBefore, { what: 'the agent to have begun again' });
    await waitUntil(async () => (await redis.llen('coders:dead-letter')) + (await redis.llen('coders:dead-letter:shop@alpha')) === 0, { what: 'both letters to be dealt with' });
    await settled(team);
    // Its starts are counted by the agent itself: a runner that dies between noting a launch and making it leaves an epoch out.
    expect(await starts(), `killed: ${victim} after ${pauseMs} ms`).toBe(startsBefore + 1);
    expect((await team.pane('web/a')).tag!.epoch).toBeGreaterThan(before.tag!.epoch);
    await redis.del('coders:dead-letter:answered:shop/web/a'); // the next round is another death
  }
});
