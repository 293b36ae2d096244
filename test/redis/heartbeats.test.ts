import { beforeAll, beforeEach, expect, test } from 'vitest';
import { openRedis, type RedisConnection } from '../../src/host/redis/connection.ts';
import type { Host } from '../../src/host/host.ts';
import { Heartbeats } from '../../src/supervisor/wire/heartbeats.ts';
import type { ObservedPane } from '../../src/state/observed.ts';
import { plainClient } from '../rig/redis-team.ts';
import { redisServer } from '../rig/redis.ts';
import { VirtualClock } from '../rig/virtual-clock.ts';

const part = { team: 'shop', host: 'alpha' };
let connection: RedisConnection;
let redis: ReturnType<typeof plainClient>;

beforeAll(async () => {
  const server = await redisServer();
  redis = plainClient(server);
  connection = await openRedis({ url: server.url, acceptLoss: true, lostAfterMs: 60_000 }, () => undefined);
  return () => connection.close();
});

beforeEach(() => redis.flushall());

/** What the supervisor of a team with the members `a` and `b` tells, where only those in `living` are seen. */
function supervised(living: string[]) {
  const paneOf = (seat: string): ObservedPane => ({
    id: seat === 'a' ? '%1' : '%2', server: '1@1', session: 'shop', window: '@1', windowName: seat, pid: 1, title: '', attended: false,
    tag: { team: 'shop', address: `member/${seat}`, epoch: 3, fingerprint: 'f', conversation: 'c' },
  });
  const host = {
    tmux: { observe: () => Promise.resolve({ running: true, server: '1@1', panes: living.map(paneOf) }) },
    store: { launches: () => [], keptTeam: () => ({ desired: { members: [{ address: 'member/a' }, { address: 'member/b' }] } }) },
    processes: { isRunning: () => true },
  } as unknown as Host; // all that heartbeats ask of it
  const woken: string[] = [];
  const around = { clock: new VirtualClock(5000), log: () => undefined, wake: (look: string) => void woken.push(look), statuses: () => new Map([['member/a', 'working']]), send: () => undefined };
  return { heartbeats: new Heartbeats({ elsewhere: [], part, host, connection, around }), woken };
}

/** As if a session had not been heard of for so long. */
async function makeSilent(session: string, seconds: number): Promise<void> {
  const [now] = await redis.time();
  await redis.zadd('coders:sessions:heard', (Number(now) - seconds) * 1000, session);
}

test('a heartbeat says in the older tools\' words what its agent does', async () => {
  await supervised(['a']).heartbeats.beat();
  expect(JSON.parse((await redis.get('coders:pane:%1'))!)).toEqual({ paneId: '%1', sessionId: 'shop/a', timestamp: 5000, status: 'processing', lastActivity: 'working', ...part, epoch: 3 });
});

test('the team is looked at for a member that is heard of no more, once for each silence', async () => {
  const living = ['a', 'b'];
  const { heartbeats, woken } = supervised(living);
  await heartbeats.beat();
  living.pop();
  await makeSilent('shop/b', 80);
  await heartbeats.beat();
  expect(woken).toEqual([]);
  await makeSilent('shop/b', 100);
  await heartbeats.beat();
  await heartbeats.beat();
  expect(woken).toEqual(['whole']);
  living.push('b');
  await heartbeats.beat();
  living.pop();
  await makeSilent('shop/b', 100);
  await heartbeats.beat();
  expect(woken).toEqual(['whole', 'whole']);
});

test('what an agent publishes itself counts where it names its pane; where nobody was seen to live, the team is looked at', async () => {
  const { heartbeats, woken } = supervised(['a']);
  await heartbeats.beat();
  await makeSilent('shop/a', 100);
  const publish = (said: object): Promise<void> => heartbeats.heard(JSON.stringify({ timestamp: 1, status: 'alive', ...said }));
  const score = async (): Promise<number> => Number(await redis.zscore('coders:sessions:heard', 'shop/a'));
  const before = await score();
  for (const said of [{ paneId: '%1', sessionId: 'bank/a' }, { paneId: '%7' }, { paneId: '%1', host: 'beta' }, { pane: '%1' }]) await publish(said);
  expect(await score()).toBe(before);
  expect(woken).toEqual([]);
  await publish({ paneId: '%1' });
  expect(await score()).toBeGreaterThan(before);
  await publish({ paneId: '%2', sessionId: 'shop/b' });
  await publish({ paneId: '%2', sessionId: 'shop/b' });
  expect(woken).toEqual(['quick']);
});

test('who was not heard of for a day is forgotten', async () => {
  const { heartbeats } = supervised(['a']);
  await redis.hset('coders:sessions', 'bank/z', '{}');
  await makeSilent('bank/z', 25 * 60 * 60);
  await heartbeats.beat();
  expect(await redis.hkeys('coders:sessions')).toEqual(['shop/a']);
  expect(await redis.zrange('coders:sessions:heard', 0, -1)).toEqual(['shop/a']);
});
