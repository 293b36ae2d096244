import type { Redis } from 'ioredis';
import { beforeAll, describe, expect, test } from 'vitest';
import { startedAgain } from '../../rig/kept-team.ts';
import { redisServer, type RedisServer } from '../../rig/redis.ts';
import { plainClient, settled, teamOnTwoHosts, toldTo } from '../../rig/redis-team.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

let server: RedisServer;
let redis: Redis;
let alpha: TestTeam;
let beta: TestTeam;

beforeAll(async () => {
  server = await redisServer();
  redis = plainClient(server);
  ({ alpha, beta } = await teamOnTwoHosts(server));
  await waitUntil(async () => (await redis.zcard('coders:sessions:heard')) === 2, { what: 'both hosts to tell of their members' });
});

async function setAside(): Promise<string | null> {
  return redis.lindex('coders:dead-letter:set-aside', 0);
}

describe('a team on two hosts', () => {
  test('a message to a member of the other host is brought there, and proven here; the same one again is not sent twice', async () => {
    expect(await alpha.succeed('send', 'b', 'Look at the tests.', '--op-id', 'one')).toMatch(/^member\/web\/b: acknowledged: .*\(on beta\)\n$/);
    expect(JSON.parse(await alpha.succeed('send', 'b', 'Look at the tests.', '--op-id', 'one', '--json'))).toMatchObject({ id: 'one', to: 'member/web/b', state: 'acknowledged' });
    expect(await toldTo(beta, 'web/b')).toEqual(['Look at the tests.']);
    const other = await alpha.coders('send', 'b', 'Something else.', '--op-id', 'one');
    expect(other).toMatchObject({ exit: 1, stderr: expect.stringContaining('The message one was another one') });
  });

  test('what is published to a name reaches its member on whichever host that is, and nobody else', async () => {
    const told = (await toldTo(beta, 'web/b')).length;
    await redis.publish('coders:msg:b', JSON.stringify({ timestamp: 1, message: 'For b.' }));
    await waitUntil(async () => (await toldTo(beta, 'web/b')).length > told, { what: 'the letter' });
    expect((await toldTo(beta, 'web/b')).at(-1)).toBe('For b.');
    expect(await toldTo(alpha, 'web/a')).toEqual([]);
  });

  test('a dead letter that may mean either of two panes of one id is set aside; the one that is named is started again', async () => {
    const [a, b] = [await alpha.pane('web/a'), await beta.pane('web/b')];
    expect(a.id).toBe(b.id);
    await redis.rpush('coders:dead-letter', a.id);
    await waitUntil(async () => (await setAside()) === a.id, { what: 'the letter to be set aside' });
    await redis.rpush('coders:dead-letter', JSON.stringify({ paneId: b.id, sessionId: 'shop/web/b' }));
    await startedAgain(beta, 'web/b', b);
    await settled(alpha);
    expect((await alpha.pane('web/a')).pid).toBe(a.pid);
  });

  test('while the supervisor of a host is away nothing is sent there, and a dead letter waits for it', async () => {
    const b = await beta.pane('web/b');
    await beta.succeed('supervisor', 'stop');
    const { exit, stdout, stderr } = await alpha.coders('send', 'b', 'Is anybody there?');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('member/web/b runs on host beta, and no supervisor of that host listens');
    expect(stderr).toContain('Nothing was sent.');
    const deaf = plainClient(server);
    await deaf.subscribe('coders:errand:shop@beta');
    const unanswered = await alpha.coders('send', 'b', 'Who is there?', '--op-id', 'two', '--timeout', '0');
    expect(unanswered).toMatchObject({ exit: 4, stdout: 'member/web/b: host beta has not answered whether it has the message. Ask again with --op-id two: it is never sent twice.\n' });
    deaf.disconnect();
    await redis.rpush('coders:dead-letter', JSON.stringify({ paneId: b.id, sessionId: 'shop/web/b', epoch: b.tag!.epoch }));
    await waitUntil(async () => (await redis.llen('coders:dead-letter:shop@beta')) === 1, { what: 'alpha to hand the letter over' });
    await beta.succeed('supervisor', 'start');
    await startedAgain(beta, 'web/b', b);
    expect(await toldTo(beta, 'web/b')).not.toContain('Is anybody there?');
  });

  test('while Redis is away nothing is sent, and it is said plainly', async () => {
    await server.kill();
    const { exit, stdout, stderr } = await alpha.coders('send', 'b', 'Is anybody there?');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('member/web/b runs on host beta, and is reached through Redis only. Redis at 127.0.0.1');
    expect(stderr).toContain('Nothing was sent.');
    expect(await alpha.succeed('send', 'a', 'You are here.')).toContain('acknowledged');
  });
});
