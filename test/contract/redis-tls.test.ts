import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HostError } from '../../src/host/host-error.ts';
import { openRedis, type RedisConnection } from '../../src/host/redis/connection.ts';
import type { RedisSettings } from '../../src/manifest/sharing.ts';
import { redisServer, type RedisServer } from '../rig/redis.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

const missing = [['openssl', 'version'], ['redis-server', '--version']].find(([program = '', word = '']) => spawnSync(program, [word]).status !== 0)?.[0];

/** What made the certificates, and nobody but the test trusts. */
let authority: string;
let server: RedisServer;
let plain: RedisServer;
const open: RedisConnection[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
});

/** Gives the file of a certificate that the authority has made, and that of its key. */
async function certificateFor(name: string): Promise<{ readonly certificate: string; readonly key: string }> {
  const directory = await temporaryDirectory('certificates-');
  const [certificate, key, request, extension] = ['crt', 'key', 'csr', 'txt'].map((end) => join(directory, `server.${end}`)) as [string, string, string, string];
  writeFileSync(extension, `subjectAltName=${name}\n`);
  openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', '/CN=server');
  openssl('x509', '-req', '-in', request, '-CA', authority, '-CAkey', authority.replace(/crt$/, 'key'), '-CAcreateserial', '-out', certificate, '-days', '2', '-extfile', extension);
  return { certificate, key };
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: 'pipe' });
}

async function connectionTo(url: string, settings: Partial<RedisSettings> = {}): Promise<RedisConnection> {
  const connection = await openRedis({ url, acceptLoss: false, lostAfterMs: 60_000, ...settings }, () => undefined);
  open.push(connection);
  return connection;
}

function ping(connection: RedisConnection): Promise<string | HostError> {
  return connection.ask('ping', (redis) => redis.ping()).catch((error: unknown) => error as HostError);
}

describe.skipIf(missing !== undefined)(`a Redis behind TLS${missing === undefined ? '' : ` (SKIPPED: there is no ${missing})`}`, () => {
  beforeAll(async () => {
    authority = join(await temporaryDirectory('authority-'), 'ca.crt');
    openssl('req', '-x509', ...newKey, '-keyout', authority.replace(/crt$/, 'key'), '-out', authority, '-subj', '/CN=A CA of our own', '-days', '2');
    const users = ['--requirepass', 'open sesame', '--user', 'ann', 'on', '>hers', '~*', '&*', '+@all'];
    [server, plain] = await Promise.all([redisServer({ tls: await certificateFor('IP:127.0.0.1'), argv: users }), redisServer()]);
  });

  test('is talked to where its CA is named: with a password, as a user, in any database, and on a connection of its own', async () => {
    const connection = await connectionTo(server.url.replace(/0$/, '3'), { certificates: authority, password: 'open sesame' });
    expect(await ping(connection)).toBe('PONG');
    expect(await connection.ask('client', (redis) => redis.client('INFO'))).toContain(' db=3 ');
    expect(await connection.another().subscribe('news')).toBe(1);
    const ann = await connectionTo(server.url.replace('//', '//ann@'), { certificates: authority, password: 'hers' });
    expect(await ann.ask('acl', (redis) => redis.acl('WHOAMI'))).toBe('ann');
  });

  test('whose certificate nobody vouches for, or that is for another name, is not: that is said, and what to do', async () => {
    const other = await redisServer({ tls: await certificateFor('DNS:redis.example') });
    expect(await ping(await connectionTo(server.url, { password: 'open sesame' }))).toMatchObject({
      message: `Redis at 127.0.0.1:${server.port} has a certificate that this machine does not trust.`,
      hint: expect.stringContaining('export NODE_EXTRA_CA_CERTS=') as string,
    });
    expect(await ping(await connectionTo(other.url, { certificates: authority }))).toMatchObject({ message: `Redis at 127.0.0.1:${other.port} has a certificate that is for another name.` });
  });

  test('a wrong password is not told, and neither is the right one', async () => {
    const failure = await ping(await connectionTo(server.url, { certificates: authority, password: 'open barley' }));
    expect(failure).toMatchObject({ message: `Redis at 127.0.0.1:${server.port} does not take the password.` });
    expect(JSON.stringify(failure)).not.toMatch(/sesame|barley/);
  });

  test('TLS where there is none, and none where nothing else is taken, come to an end by themselves, and say what may be meant', async () => {
    const [encrypted, bare] = [await connectionTo(plain.url.replace('redis:', 'rediss:')), await connectionTo(server.url.replace('rediss:', 'redis:'))];
    expect(await ping(encrypted)).toMatchObject({ message: `Redis at 127.0.0.1:${plain.port} can not be reached, or does not speak TLS.`, hint: expect.stringContaining('Write redis://') as string });
    expect(await ping(bare)).toMatchObject({ message: expect.stringMatching(/ (has closed the connection|speaks TLS)\.$/) as string, hint: expect.stringContaining('begins with rediss://') as string });
  });

  test('one that is closed while TLS is still agreed on is gone, and nobody is told of an error', async () => {
    const connections = await Promise.all(Array.from({ length: 40 }, () => connectionTo(server.url)));
    await Promise.all(connections.map(async (connection, index) => {
      await ping(connection);
      await once(connection.redis, 'connecting');
      for (let turns = 0; turns < index; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      await connection.close(); // an error that nobody takes fails the test
    }));
  });
});
