import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openRedis, type RedisConnection } from '../../src/host/redis/connection.ts';
import { HostError } from '../../src/host/host-error.ts';
import { redisLine } from '../rig/redis-line.ts';
import { redisServer } from '../rig/redis.ts';
import { runningTime } from '../rig/running-time.ts';
import { waitUntil } from '../rig/wait-until.ts';

const open: RedisConnection[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
});

/** A connection and how often it was said that something changed. */
async function connectionTo(url: string, password?: string) {
  const changes: (string | undefined)[] = [];
  const connection: RedisConnection = await openRedis({ url, acceptLoss: false, lostAfterMs: 60_000, ...(password === undefined ? {} : { password }) }, () => changes.push(connection.away()));
  open.push(connection);
  return { connection, changes };
}

const others: Server[] = [];

afterAll(() => others.forEach((server) => server.close()));

/** The address of a server that is no Redis. */
async function otherServer(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  others.push(server);
  await once(server, 'listening');
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function failureOf(connection: RedisConnection): Promise<HostError & { tookMs: number }> {
  const took = runningTime();
  const error = await connection.ask('ping', (redis) => redis.ping()).then((answer) => { throw new Error(`It answered ${answer}.`); }, (failure: unknown) => failure as HostError);
  expect(error).toBeInstanceOf(HostError);
  return Object.assign(error, { tookMs: took() });
}

const isBack = (connection: RedisConnection) => waitUntil(() => connection.away() === undefined, { what: 'Redis to be back' });

test('a server that is there answers; one that is not refuses at once, and says who and what to do', async () => {
  const server = await redisServer();
  const { connection, changes } = await connectionTo(server.url);
  expect(connection.away()).toBe(`Redis at 127.0.0.1:${server.port} is being connected to.`);
  expect(await connection.ask('ping', (redis) => redis.ping())).toBe('PONG');
  expect([connection.away(), changes]).toEqual([undefined, [undefined]]);
  await server.kill();
  const absent = await connectionTo(server.url);
  const error = await failureOf(absent.connection);
  expect(error).toMatchObject({ tool: 'redis', command: ['redis', 'ping'], message: `Redis at 127.0.0.1:${server.port} refuses connections.`, hint: expect.stringContaining('redis-server --appendonly yes') as string });
  expect(error.tookMs).toBeLessThan(1000);
  expect(absent.changes).toEqual([`Redis at 127.0.0.1:${server.port} refuses connections.`]);
});

test('a server that is killed is away at once, and back when it is', async () => {
  const server = await redisServer();
  const { connection, changes } = await connectionTo(server.url);
  await connection.ask('set', (redis) => redis.set('kept', 'yes'));
  await server.kill();
  const error = await failureOf(connection);
  expect(error.tookMs).toBeLessThan(200);
  expect(error.message).toMatch(/^Redis at 127\.0\.0\.1:\d+ (has closed the connection|refuses connections)\.$/);
  await server.start();
  await isBack(connection);
  expect(await connection.ask('get', (redis) => redis.get('kept'))).toBe('yes');
  expect(changes).toEqual([undefined, expect.stringMatching(/^Redis at /), undefined]);
});

test('a server that stops answering is away after a second, and what it was asked may be done later', async () => {
  const server = await redisServer();
  const { connection, changes } = await connectionTo(server.url);
  await connection.ask('set', (redis) => redis.set('count', 0));
  server.freeze();
  const took = runningTime();
  await expect(connection.ask('incr', (redis) => redis.incr('count'))).rejects.toThrow(`Redis at 127.0.0.1:${server.port} does not answer.`);
  expect(took()).toBeLessThan(1500);
  expect((await failureOf(connection)).tookMs).toBeLessThan(200);
  expect(changes).toEqual([undefined, `Redis at 127.0.0.1:${server.port} does not answer.`]);
  server.thaw();
  await isBack(connection);
  expect(await connection.ask('get', (redis) => redis.get('count'))).toBe('1');
});

test('what is answered while this process stands still, as in a slow fsync, is answered: nobody is away for that', async () => {
  const server = await redisServer();
  const { connection, changes } = await connectionTo(server.url);
  await connection.ask('ping', (redis) => redis.ping());
  const asked = connection.ask('exec', (redis) => Promise.all([redis.ping(), redis.multi([['set', 'kept', 'yes'], ['get', 'kept']]).exec()]));
  await new Promise((resolve) => setImmediate(resolve)); // it is on its way
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
  expect(await asked).toEqual(['PONG', [[null, 'OK'], [null, 'yes']]]);
  expect(changes).toEqual([undefined]);
});

test('a server that takes no connection to its end, or is none, is away', async () => {
  const silent = await otherServer(() => undefined);
  const rude = await otherServer((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const [first, second] = [await connectionTo(silent), await connectionTo(rude)];
  const silence = await failureOf(first.connection);
  expect(silence.message).toMatch(/ does not answer\.$/);
  expect(silence.tookMs).toBeLessThan(1800);
  expect((await failureOf(second.connection)).message).toMatch(/ speaks another language: it is no Redis\.$/);
});

test('what listens is closed in any moment, also while it takes up again what it listened to', async () => {
  const sockets: Socket[] = [];
  const answers = [['info', '$19\r\nredis_version:7.0.1\r\n'], ['subscribe', '*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n']] as const;
  let subscribed = 0;
  const url = await otherServer((socket) => {
    sockets.push(socket);
    socket.on('data', (bytes) => {
      const asked = answers.filter(([word]) => bytes.toString().toLowerCase().includes(`\r\n${word}`));
      if (asked.some(([word]) => word === 'subscribe')) subscribed += 1;
      // Who comes back is left waiting.
      for (const [word, answer] of asked) if (word !== 'subscribe' || subscribed === 1) socket.write(answer);
    });
  });
  const { connection } = await connectionTo(url);
  await connection.another().subscribe('news');
  sockets.forEach((socket) => socket.destroy());
  await waitUntil(() => subscribed === 2, { what: 'it to subscribe again' });
  await connection.close(); // a rejection that nobody takes fails the test
});

test('a password is given, asked for where it is missing, and never told', async () => {
  const server = await redisServer({ argv: ['--requirepass', 'open sesame'] });
  const right = await connectionTo(server.url, 'open sesame');
  expect(await right.connection.ask('ping', (redis) => redis.ping())).toBe('PONG');
  const wrong = await failureOf((await connectionTo(server.url, 'open barley')).connection);
  const none = await failureOf((await connectionTo(server.url)).connection);
  expect([wrong.message, none.message]).toEqual([`Redis at 127.0.0.1:${server.port} does not take the password.`, `Redis at 127.0.0.1:${server.port} asks for a password.`]);
  expect(JSON.stringify([wrong, none])).not.toMatch(/sesame|barley/);
  expect(wrong.hint).toContain('REDIS_PASSWORD');
});

test('a database that is not there is not taken for the first one', async () => {
  const server = await redisServer();
  const { connection } = await connectionTo(server.url.replace(/0$/, '99'));
  expect((await failureOf(connection)).message).toBe(`Redis at 127.0.0.1:${server.port} has no database of that number.`);
});

test('what a command of ours does wrong is told as what Redis says of it, and the connection stays', async () => {
  const server = await redisServer();
  const { connection, changes } = await connectionTo(server.url);
  await connection.ask('set', (redis) => redis.set('word', 'no number'));
  await expect(connection.ask('incr', (redis) => redis.incr('word'))).rejects.toThrow(/^Redis at 127\.0\.0\.1:\d+ fails: ERR value is not an integer or out of range\.$/);
  expect([connection.away(), changes]).toEqual([undefined, [undefined]]);
});

test('what waits on a connection of its own is taken up again after the server was away', async () => {
  const server = await redisServer();
  const { connection } = await connectionTo(server.url);
  const waiting = connection.another().blpop('letters', 0);
  await waitUntil(async () => /blocked_clients:1/.test(await connection.ask('info', (redis) => redis.info('clients'))), { what: 'somebody to wait' });
  await server.kill();
  await server.start();
  await isBack(connection);
  await connection.ask('rpush', (redis) => redis.rpush('letters', 'one'));
  expect(await waiting).toEqual(['letters', 'one']);
});

test.each(['here', 'away', 'away behind a proxy', 'frozen'] as const)('what is closed while the server is %s is gone, and what waited for it fails', async (how) => {
  const server = await redisServer();
  const { connection, changes } = await connectionTo(how === 'away behind a proxy' ? (await redisLine(server.port)).url : server.url);
  await connection.ask('ping', (redis) => redis.ping());
  const other = connection.another();
  const waiting = other.blpop('letters', 0).catch((error: Error) => error.message);
  await waitUntil(async () => /blocked_clients:1/.test(await connection.redis.info('clients')), { what: 'somebody to wait' });
  let tries = 0;
  other.on('reconnecting', () => (tries += 1));
  if (how.startsWith('away')) {
    await server.kill();
    await waitUntil(() => tries >= (how === 'away' ? 1 : 3), { what: 'it to be tried again' }); // a proxy takes each connection before it closes it
    await waitUntil(() => other.status === 'reconnecting' && connection.redis.status === 'reconnecting', { what: 'both to be away' });
  }
  if (how === 'frozen') server.freeze();
  const seen = changes.length;
  const took = runningTime();
  await connection.close();
  expect(took()).toBeLessThan(1000);
  expect(await waiting).toBe('Connection is closed.');
  expect((await failureOf(connection)).message).toMatch(/ has closed the connection\.$/);
  expect(changes).toHaveLength(seen);
  await connection.close();
});

test('a user with a password of its own is let in, and one with another is not', async () => {
  const server = await redisServer({ argv: ['--user', 'ann', 'on', '>hers', '~*', '&*', '+@all', '--user', 'default', 'off'] });
  const url = server.url.replace('redis://', 'redis://ann@');
  expect(await (await connectionTo(url, 'hers')).connection.ask('ping', (redis) => redis.ping())).toBe('PONG');
  expect((await failureOf((await connectionTo(url, 'another')).connection)).message).toContain('password');
});
