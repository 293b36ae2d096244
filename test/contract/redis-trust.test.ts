import { execSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRedis, type RedisConnection } from '../../src/host/redis/connection.ts';
import { whyNotTrusted } from '../../src/host/redis/trust.ts';
import { redisServer, type RedisServer } from '../rig/redis.ts';

let server: RedisServer;
let connection: RedisConnection;

beforeEach(async () => {
  server = await redisServer();
  connection = await openRedis({ url: server.url, acceptLoss: false, lostAfterMs: 60_000 }, () => undefined);
});

afterEach(() => connection.close());

const set = (name: string, value: string) => connection.ask('config', (redis) => redis.config('SET', name, value));

test('a Redis that keeps what it is told is trusted', async () => {
  expect(await whyNotTrusted(connection)).toBeUndefined();
  await set('maxmemory', '100mb'); // when it is full it refuses, and says so
  expect(await whyNotTrusted(connection)).toBeUndefined();
});

test('one without an append-only file, or that throws things away, is not: the sentence says what to type, and that helps', async () => {
  await set('appendonly', 'no');
  await set('maxmemory-policy', 'allkeys-lru');
  const because = await whyNotTrusted(connection);
  expect(because).toBe(`Redis at 127.0.0.1:${server.port} keeps no append-only file: what is agreed on would be gone when it ends. It has the eviction policy "allkeys-lru": `
    + 'it would throw missions away when it is full. '
    + `Type: redis-cli -h 127.0.0.1 -p ${server.port} config set appendonly yes; redis-cli -h 127.0.0.1 -p ${server.port} config set maxmemory-policy noeviction. `
    + 'So that it stays so, write "appendonly yes" and "maxmemory-policy noeviction" in its redis.conf.');
  for (const [command] of because!.matchAll(/redis-cli .*?(?=;|\. )/g)) expect(execSync(command, { encoding: 'utf8' })).toBe('OK\n');
  expect(await whyNotTrusted(connection)).toBeUndefined();
});

test('one that forbids CONFIG, as those that others run, is asked all the same; one that tells nothing is not trusted', async () => {
  const allow = (...rules: string[]) => connection.ask('acl', (redis) => redis.acl('SETUSER', 'default', ...rules));
  await allow('-config');
  expect(await whyNotTrusted(connection)).toBeUndefined();
  await allow('-info');
  await expect(whyNotTrusted(connection)).rejects.toThrow(`Redis at 127.0.0.1:${server.port} does not allow this user what is asked of it.`);
});

test('one that is away is neither', async () => {
  await server.kill();
  await expect(whyNotTrusted(connection)).rejects.toThrow(/^Redis at 127\.0\.0\.1:\d+ (has closed the connection|refuses connections)\.$/);
});
