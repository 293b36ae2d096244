import { Redis } from 'ioredis';
import { askSupervisor } from '../../src/host/poke.ts';
import { atEndOfFile } from './end-of-file.ts';
import { keptTeam } from './kept-team.ts';
import { redisServer, type RedisServer } from './redis.ts';
import type { RedisServerSettings } from './redis-server.ts';
import type { TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

const clients: Redis[] = [];

atEndOfFile(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

/** A client of the kind that anybody may have; closed after the test file. */
export function plainClient({ port }: Pick<RedisServer, 'port'>, password = ''): Redis {
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, ...(password === '' ? {} : { password }) });
  client.on('error', () => undefined); // a test may kill the server
  clients.push(client);
  return client;
}

/** Two engineers of the demo tool. */
const engineers = `
defaults: {tool: demo}
projects: {web: {repo: repo, engineers: {a: {}, b: {}}}}
`;

export interface RedisTeam {
  readonly team: TestTeam;
  readonly server: RedisServer;
  readonly redis: Redis;
  /** Every heartbeat that was published. */
  readonly heartbeats: readonly string[];
}

/** A team on a Redis of its own, kept by a supervisor of its own on a host called alpha. */
export async function redisTeam(settings: Omit<RedisServerSettings, 'directory'> = {}): Promise<RedisTeam> {
  const server = await redisServer(settings);
  const [redis, listener, heartbeats] = [plainClient(server), plainClient(server), [] as string[]];
  listener.on('message', (_channel: string, text: string) => heartbeats.push(text));
  await listener.subscribe('coders:heartbeats');
  const team = await keptTeam(`redis: ${server.url}\n${engineers}`, { CODERS_HOST: 'alpha' });
  return { team, server, redis, heartbeats };
}

/** The same team on two hosts, each with its own supervisor, state and tmux: `web/a` lives on alpha, `web/b` on beta. */
export async function teamOnTwoHosts(server: RedisServer): Promise<{ readonly alpha: TestTeam; readonly beta: TestTeam }> {
  const manifest = `redis: ${server.url}\nhosts: [alpha, beta]\n${engineers.replace('b: {}', 'b: {host: beta}')}`;
  const names = ['alpha', 'beta'];
  const [alpha, beta] = await Promise.all(names.map((host) => keptTeam(manifest, { CODERS_HOST: host })));
  await areListening(plainClient(server), names.length);
  return { alpha: alpha!, beta: beta! };
}

/** An apply ends before its supervisor listens to Redis: until then nothing can be sent to its members, and nobody hears what is published. */
function areListening(redis: Redis, count: number): Promise<boolean> {
  const listeners = async () => String(await redis.client('LIST', 'TYPE', 'PUBSUB')).match(/ psub=1 /g) ?? []; // a supervisor subscribes to all that are called by names last
  return waitUntil(async () => (await listeners()).length === count, { what: 'the supervisors to listen to Redis' });
}

/** What the demo agent of a member was told after its brief, in that order. */
export async function toldTo(team: TestTeam, seat: string): Promise<readonly string[]> {
  return (await team.conversation(seat)).flatMap(({ type, text }) => (type === 'user' ? [text] : [])).slice(1);
}

/** Waits until the team's supervisor has done all that it was woken for. */
export async function settled({ stateDirectory }: TestTeam): Promise<void> {
  if ((await askSupervisor(stateDirectory, 'settle')) === undefined) throw new Error('No supervisor answers.');
}
