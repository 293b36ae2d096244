import { atEndOfFile } from './end-of-file.ts';
import { startRedis, type RedisServer, type RedisServerSettings } from './redis-server.ts';
import { temporaryDirectory } from './temporary.ts';

const servers: RedisServer[] = [];

// Registered when a test file imports this module, so it runs after all of that file's own hooks.
atEndOfFile(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill()));
});

/** A redis-server of the test's own, with an append-only file unless told otherwise; ended after the test file. */
export async function redisServer(settings: Omit<RedisServerSettings, 'directory'> = {}): Promise<RedisServer> {
  const server = await startRedis({ ...settings, directory: await temporaryDirectory('redis-') });
  servers.push(server);
  return server;
}

export type { RedisServer } from './redis-server.ts';
