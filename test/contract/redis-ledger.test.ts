import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerWrite, MissionLedger } from '../../src/host/redis/mission-ledger.ts';
import { openRedis, type RedisConnection } from '../../src/host/redis/connection.ts';
import { listenToLedger, redisLedger } from '../../src/host/redis/redis-ledger.ts';
import { redisServer, type RedisServer } from '../rig/redis.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { addressOf, done, recordOf } from './mission-store/records.ts';

let server: RedisServer;
let connection: RedisConnection;
let ledger: MissionLedger;

beforeAll(async () => {
  server = await redisServer();
});

beforeEach(async () => {
  connection = await openRedis({ url: server.url, acceptLoss: false, lostAfterMs: 60_000 }, () => undefined);
  ledger = redisLedger(connection);
  await connection.ask('flushall', (redis) => redis.flushall());
  return () => connection.close();
});

const added = (name: string | number): LedgerWrite => ({ address: addressOf(name), base: 0, record: recordOf(name) });

/** The versions that writes count as; fails where one does not count. */
async function versionsOf(writes: readonly LedgerWrite[], team = 'shop'): Promise<number[]> {
  const answers = await ledger.write(team, writes);
  return answers.map((answer) => {
    expect(answer).toMatchObject({ accepted: true });
    return answer.accepted ? answer.version : NaN;
  });
}

describe('what counts', () => {
  test('a write is found by all, to the letter, and versions only grow', async () => {
    const record = recordOf('cart', undefined, 'Zeilen\nund "Worte" 日本 \u0000 \\ end.');
    const [cart = NaN, search = NaN] = await versionsOf([{ address: addressOf('cart'), base: 0, record }, added('search')]);
    expect(search).toBeGreaterThan(cart);
    const { mark, entries } = await ledger.since('shop', 0);
    expect(entries).toEqual([{ address: addressOf('cart'), version: cart, record }, { address: addressOf('search'), version: search, record: recordOf('search') }]);
    expect(mark).toBe(search);
  });

  test('of two that build on the same version one counts, and the other is told what stands', async () => {
    const [first = NaN] = await versionsOf([added('cart')]);
    const [theirs, mine] = [recordOf('cart', done), recordOf('cart', undefined, 'Build it otherwise.')];
    const [second = NaN] = await versionsOf([{ address: addressOf('cart'), base: first, record: theirs }]);
    expect(await ledger.write('shop', [{ address: addressOf('cart'), base: first, record: mine }]))
      .toEqual([{ accepted: false, address: addressOf('cart'), found: { address: addressOf('cart'), version: second, record: theirs } }]);
    expect((await ledger.since('shop', 0)).entries).toEqual([{ address: addressOf('cart'), version: second, record: theirs }]);
  });

  test('of many that write at the same moment one counts', async () => {
    const [base = NaN] = await versionsOf([added('cart')]);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, number) => (
      ledger.write('shop', [{ address: addressOf('cart'), base, record: recordOf('cart', undefined, `${number}`) }]))));
    expect(answers.flat().filter(({ accepted }) => accepted)).toHaveLength(1);
  });

  test('a write that is asked for again, because nobody heard that it was done, counts as it did', async () => {
    const [version] = await versionsOf([added('cart')]);
    expect(await versionsOf([added('cart')])).toEqual([version]);
    expect((await ledger.since('shop', 0)).entries).toHaveLength(1);
  });

  test('each write of a batch counts for itself, in the order given', async () => {
    const [cart = NaN] = await versionsOf([added('cart')]);
    const answers = await ledger.write('shop', [added('a'), { ...added('cart'), base: cart - 1, record: recordOf('cart', done) }, added('b')]);
    expect(answers.map(({ accepted, address }) => [accepted, address])).toEqual([[true, addressOf('a')], [false, addressOf('cart')], [true, addressOf('b')]]);
    expect(await ledger.write('shop', [])).toEqual([]);
  });

  test('a write on a version that the ledger does not have is refused: it has lost it', async () => {
    expect(await ledger.write('shop', [{ ...added('cart'), base: 7 }])).toEqual([{ accepted: false, address: addressOf('cart'), found: { address: addressOf('cart'), version: 0 } }]);
  });
});

describe('what others wrote', () => {
  test('is told from a version on, in the order of the versions, each mission once and as it is now', async () => {
    const [a = NaN, b = NaN] = await versionsOf(['a', 'b', 'c'].map(added));
    const [again = NaN] = await versionsOf([{ address: addressOf('a'), base: a, record: recordOf('a', done) }]);
    const news = await ledger.since('shop', b);
    expect(news.entries.map(({ address, version }) => [address, version])).toEqual([[addressOf('c'), expect.any(Number)], [addressOf('a'), again]]);
    expect(await ledger.since('shop', news.mark)).toEqual({ ...news, entries: [] });
  });

  test('a removal is told as one, and another of that name can follow it', async () => {
    const [added1 = NaN] = await versionsOf([added('cart')]);
    const [removed = NaN] = await versionsOf([{ address: addressOf('cart'), base: added1 }]);
    expect((await ledger.since('shop', added1)).entries).toEqual([{ address: addressOf('cart'), version: removed }]);
    expect(await ledger.write('shop', [added('cart')])).toEqual([{ accepted: false, address: addressOf('cart'), found: { address: addressOf('cart'), version: removed } }]);
    await versionsOf([{ ...added('cart'), base: removed }]);
    expect((await ledger.since('shop', removed)).entries).toMatchObject([{ record: recordOf('cart') }]);
  });

  test('thousands come whole, and in order, also where some are written meanwhile', async () => {
    const many = Array.from({ length: 2500 }, (_, number) => added(number));
    const versions = await versionsOf(many);
    const [news] = await Promise.all([ledger.since('shop', 0), versionsOf([{ ...added(0), base: versions[0]!, record: recordOf(0, done) }])]);
    expect(new Set(news.entries.map(({ address }) => address))).toEqual(new Set(many.map(({ address }) => address)));
    expect(news.entries.map(({ version }) => version)).toEqual(news.entries.map(({ version }) => version).sort((one, other) => one - other));
  });

  test('is heard of at once by who listens, also after the server was away', async () => {
    const listener = await openRedis({ url: server.url, acceptLoss: false, lostAfterMs: 60_000 }, () => undefined);
    let heard = 0;
    const listening = listenToLedger(listener, 'shop', () => { heard += 1; });
    await waitUntil(async () => (await connection.redis.pubsub('NUMSUB', 'coders:{shop}:missions'))[1] === 1, { what: 'somebody to listen' });
    const before = heard;
    await versionsOf([added('cart')]);
    await waitUntil(() => heard > before, { what: 'news' });
    await connection.redis.client('KILL', 'TYPE', 'pubsub');
    const cut = heard;
    await waitUntil(() => heard > cut, { what: 'a look at what was missed' });
    await waitUntil(async () => (await connection.redis.pubsub('NUMSUB', 'coders:{shop}:missions'))[1] === 1, { what: 'somebody to listen again' });
    listening.stop();
    await waitUntil(async () => (await connection.redis.pubsub('NUMSUB', 'coders:{shop}:missions'))[1] === 0, { what: 'nobody to listen' });
    await listener.close();
  });
});

test('after a power failure it is another run, and versions that it took back do not come again for other content', async () => {
  const own = await redisServer({ appendfsync: 'always' });
  const opened = await openRedis({ url: own.url, acceptLoss: false, lostAfterMs: 60_000 }, () => undefined);
  const shared = redisLedger(opened);
  const file = join(own.directory, 'appendonlydir');
  const startAgain = async (between: () => Promise<void>) => {
    await own.kill();
    await between();
    await own.start();
    await waitUntil(() => opened.away() === undefined, { what: 'Redis to be back' });
  };
  await shared.write('shop', [added('cart')]);
  const before = await shared.since('shop', 0);
  await startAgain(() => cp(file, `${file}-kept`, { recursive: true }));
  const [taken] = await shared.write('shop', [added('search')]);
  const known = await shared.since('shop', 0);
  await startAgain(async () => {
    await rm(file, { recursive: true });
    await rename(`${file}-kept`, file);
  });
  const after = await shared.since('shop', 0);
  expect(after.entries).toEqual(before.entries);
  expect(after.ledger).toBe(before.ledger);
  expect(new Set([before.run, known.run, after.run, '']).size).toBe(4);
  expect(after.mark).toBeLessThan(known.mark);
  const [again] = await shared.write('shop', [{ ...added('search'), record: recordOf('search', done) }]);
  expect([taken, again]).toMatchObject([{ accepted: true }, { accepted: true }]);
  expect((again as { version: number }).version).toBeGreaterThan((taken as { version: number }).version);
  await opened.close();
});

describe('teams and hosts', () => {
  test('each team has its own, with a name that stays until it is erased', async () => {
    await versionsOf([added('cart')]);
    await versionsOf([added('cart')], 'other');
    const [shop, other] = [await ledger.since('shop', 0), await ledger.since('other', 0)];
    expect(shop.ledger).not.toBe(other.ledger);
    expect(await ledger.since('shop', shop.mark)).toEqual({ ...shop, entries: [] });
    await ledger.beat('shop', 'alpha');
    await ledger.erase('shop');
    expect(await connection.redis.keys('coders:{shop}*')).toEqual([]);
    const begun = await ledger.since('shop', 0);
    expect([begun.mark, begun.entries]).toEqual([0, []]);
    expect(begun.ledger).not.toBe(shop.ledger);
    expect((await ledger.since('other', 0)).entries).toHaveLength(1);
  });

  test('each host is told how long ago the others were heard of', async () => {
    expect(await ledger.beat('shop', 'alpha')).toEqual(new Map([['alpha', 0]]));
    await waitUntil(async () => (await ledger.beat('shop', 'beta')).get('alpha')! > 0, { what: 'a millisecond to pass on the server' });
    expect((await ledger.beat('shop', 'beta')).get('beta')).toBe(0);
    expect([...(await ledger.beat('other', 'beta')).keys()]).toEqual(['beta']);
  });
});
