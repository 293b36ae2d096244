import { expect, test } from 'vitest';
import { keptTeam } from '../../rig/kept-team.ts';
import { redisServer } from '../../rig/redis.ts';
import { plainClient } from '../../rig/redis-team.ts';
import { processesWith } from '../../rig/running-processes.ts';
import { waitUntil } from '../../rig/wait-until.ts';

test('an agent has the password from its launch on; another one restarts nobody, and the supervisor goes on with it', async () => {
  const server = await redisServer({ argv: ['--requirepass', 'old-secret'] });
  const redis = plainClient(server, 'old-secret');
  const team = await keptTeam(`redis: {url: "${server.url}", password: "\${REDIS_SECRET}"}\nprojects: {web: {repo: repo, engineers: {a: {tool: demo}}}}\n`, { CODERS_HOST: 'alpha', REDIS_SECRET: 'old-secret' });
  const pane = await team.pane('web/a');
  const heard = (): Promise<number> => redis.exists(`coders:pane:${pane.id}`);
  await waitUntil(heard, { what: 'a heartbeat' });
  expect((await processesWith('REDIS_PASSWORD', 'old-secret')).map(({ pid }) => pid)).toContain(pane.pid);
  await redis.config('SET', 'requirepass', 'new-secret');
  await redis.del(`coders:pane:${pane.id}`);
  const { exit, stdout } = await team.run(['apply'], { REDIS_SECRET: 'new-secret' });
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: expect.not.stringContaining('restart') });
  await waitUntil(heard, { what: 'a heartbeat by the new password' });
  expect((await team.pane('web/a')).pid).toBe(pane.pid);
});
