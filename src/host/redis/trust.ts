import { quote, together } from '../../diagnostics/words.ts';
import type { RedisConnection } from './connection.ts';

interface Demand {
  /** As INFO calls it: unlike CONFIG, also the servers that others run let everybody read that. */
  readonly field: string;
  readonly wanted: string;
  /** As its settings call it, and what they are to be. */
  readonly setting: readonly [name: string, value: string];
  readonly otherwise: (found: string) => string;
}

const demands: readonly Demand[] = [
  {
    field: 'aof_enabled',
    wanted: '1',
    setting: ['appendonly', 'yes'],
    otherwise: () => 'keeps no append-only file: what is agreed on would be gone when it ends',
  },
  {
    field: 'maxmemory_policy',
    wanted: 'noeviction',
    setting: ['maxmemory-policy', 'noeviction'],
    otherwise: (found) => `has the eviction policy ${quote(found)}: it would throw missions away when it is full`,
  },
];

/** Why what is agreed on there would not be safe, and what to do about it: both in full sentences. */
export interface Distrust {
  readonly because: string;
  readonly remedy: string;
}

/** Undefined where it would be safe. Throws a HostError where the server does not answer. */
export async function distrustOf(connection: RedisConnection): Promise<Distrust | undefined> {
  const info = fieldsOf(await connection.ask('info', (redis) => redis.info()));
  const failed = demands.filter(({ field, wanted }) => info.get(field) !== wanted);
  if (failed.length === 0) return undefined;
  const objections = failed.map(({ field, otherwise, setting }) => {
    const found = info.get(field);
    return found === undefined ? `does not tell whether it has ${quote(setting.join(' '))}` : otherwise(found);
  });
  const commands = failed.map(({ setting }) => `redis-cli ${toReach(connection.place)}config set ${setting.join(' ')}`);
  const lines = failed.map(({ setting }) => quote(setting.join(' ')));
  return {
    because: `Redis at ${connection.place} ${objections.join('. It ')}.`,
    remedy: `Type: ${commands.join('; ')}. So that it stays so, write ${together(lines)} in its redis.conf.`,
  };
}

/** The same as one text. */
export async function whyNotTrusted(connection: RedisConnection): Promise<string | undefined> {
  const distrust = await distrustOf(connection);
  return distrust === undefined ? undefined : `${distrust.because} ${distrust.remedy}`;
}

/** What redis-cli has to be told to talk to the same server. */
function toReach(place: string): string {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(place) ?? [];
  return place === '127.0.0.1:6379' ? '' : `-h ${host} -p ${port} `;
}

function fieldsOf(info: string): ReadonlyMap<string, string> {
  return new Map(info.split('\r\n').filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}
