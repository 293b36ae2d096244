import { Redis } from 'ioredis';
import { beforeAll, describe, expect, test } from 'vitest';
import { redisServer, type RedisServer } from '../rig/redis.ts';
import { seed } from '../rig/seed.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { allAreTakenOnce, kills, lost, missionStoreContract, numbersOf, range, use } from './mission-store/contract.ts';
import { kinds } from './mission-store/kinds.ts';
import { worker } from './mission-store/processes.ts';
import { placeOnRedis } from './mission-store/shared-store.ts';
import { Trouble } from './mission-store/trouble.ts';

let common: RedisServer;

beforeAll(async () => {
  common = await redisServer();
});

missionStoreContract('redis', async () => {
  const client = new Redis(common.url);
  await client.flushall();
  client.disconnect();
  return placeOnRedis(await temporaryDirectory(), common.url);
});

/** A server and a place of the test's own. */
async function ownPlace(appendfsync: 'always' | 'everysec'): Promise<{ readonly server: RedisServer; readonly place: string }> {
  const server = await redisServer({ appendfsync });
  return { server, place: placeOnRedis(await temporaryDirectory(), server.url) };
}

/** A line may still be on its way from before; the next but one is not. */
function moreOfEach(heard: readonly number[]): Promise<boolean> {
  const before = [...heard];
  return waitUntil(() => heard.every((count, number) => count >= before[number]! + 2), { what: 'each writer to agree on more' });
}

describe.each(['always', 'everysec'] as const)('on a Redis with appendfsync %s', (appendfsync) => {
  test(`what was acknowledged survives kill -9 of the server, ${kills / 2} times (seed ${seed})`, async () => {
    const { server, place } = await ownPlace(appendfsync);
    const trouble = new Trouble(kills / 2, async () => {
      await server.kill();
      await server.start();
    });
    const end = new AbortController();
    const heard = range(4).map(() => 0);
    const onLine = (number: number) => (line: string) => {
      if (line !== 'away') heard[number]! += 1;
      trouble.onLine(line);
    };
    const writers = Promise.all(range(4).map((number) => worker(['redis', place, 'write', `${number * 100_000}`], { onLine: onLine(number), signal: end.signal })));
    await Promise.race([trouble.over, writers]);
    // Beside an fsync that takes long this one answers before it writes: who wrote tells it again, as soon as more is agreed on.
    if (appendfsync === 'everysec') await moreOfEach(heard);
    end.abort();
    const ends = await writers;
    expect(ends.map(({ exit, stderr }) => [exit, stderr])).toEqual(ends.map(() => [null, '']));
    expect(trouble.away).toBeGreaterThan(0);
    await use(kinds.redis, place, async (store) => expect(lost(ends.flatMap(numbersOf), await store.ofTeam('shop'))).toEqual([]));
  });
});

test(`each mission is taken once and done once, while the server is killed and started again (seed ${seed})`, async () => {
  const { server, place } = await ownPlace('always');
  const trouble = new Trouble(4, async () => {
    await server.kill();
    await server.start();
  });
  await allAreTakenOnce('redis', place, { missions: 200, workers: 4, onLine: trouble.onLine });
  await trouble.over;
  expect(trouble.away).toBeGreaterThan(0);
});

test(`each mission is taken once and done once, while the server stops answering and does later what it was asked (seed ${seed})`, async () => {
  const { server, place } = await ownPlace('everysec');
  const looker = new Redis(server.url);
  let areAllTaken = false;
  const trouble = new Trouble(3, async (made) => {
    const before = made.away;
    server.freeze();
    await waitUntil(() => made.away >= before + 4, { what: 'all four to find it away' });
    server.thaw();
    await waitUntil(async () => areAllTaken || areAtWork(await looker.client('LIST'), 4), { what: 'all four to go on: who still waits would not find it away again', timeout: 60_000 });
  });
  const taken = allAreTakenOnce('redis', place, { missions: 200, workers: 4, onLine: trouble.onLine }).finally(() => { areAllTaken = true; });
  await Promise.race([taken, trouble.over]);
  await taken;
  looker.disconnect();
});

/** Whether so many clients are connected, beside who asks, and each has asked something of the ledger. */
function areAtWork(clients: unknown, count: number): boolean {
  const others = String(clients).trim().split('\n').filter((line) => !line.includes(' cmd=client'));
  return others.length === count && others.every((line) => line.includes(' cmd=eval'));
}
