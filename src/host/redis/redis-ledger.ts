import { randomUUID } from 'node:crypto';
import type { MissionRecord } from '../../state/mission.ts';
import type { RedisConnection } from './connection.ts';
import { beatScript, ledgerKeys, newsChannel, sinceScript, writeScript } from './ledger-scripts.ts';
import type { LedgerAnswer, LedgerEntry, LedgerNews, LedgerWrite, MissionLedger } from './mission-ledger.ts';
import { runScript } from './script.ts';

/** The server does nothing else meanwhile: so many writes take it some milliseconds. */
const mostWrites = 200;
const mostEntries = 1000;

/**
 * The ledger that Redis keeps. What it acknowledged survives a kill of the server where that has an append-only file, and
 * loses the last second in a power failure unless `appendfsync` is `always`: `run` tells that it was started anew.
 */
export function redisLedger(connection: RedisConnection): MissionLedger {
  return {
    async write(team, writes) {
      const answers: LedgerAnswer[] = [];
      for (let first = 0; first < writes.length; first += mostWrites) {
        answers.push(...(await writeBatch(connection, team, writes.slice(first, first + mostWrites))));
      }
      return answers;
    },
    since: (team, mark) => readSince(connection, team, mark),
    async beat(team, host) {
      const told = await connection.ask('zadd', (redis) => runScript(redis, beatScript, { keys: [ledgerKeys(team).hosts], values: [host] })) as string[];
      return new Map(pairs(told).map(([name, silentMs]) => [name, Number(silentMs)]));
    },
    async erase(team) {
      await connection.ask('del', (redis) => redis.del(...Object.values(ledgerKeys(team))));
      await connection.ask('publish', (redis) => redis.publish(newsChannel(team), ''));
    },
  };
}

type WrittenRow = readonly [counts: 0 | 1, version: string, stands: string];

async function writeBatch(connection: RedisConnection, team: string, writes: readonly LedgerWrite[]): Promise<LedgerAnswer[]> {
  const { missions, changes, version } = ledgerKeys(team);
  const values = writes.flatMap(({ address, base, record }) => [address, base, record === undefined ? '' : JSON.stringify(record)]);
  const request = { keys: [missions, changes, version], values: [newsChannel(team), ...values] };
  const rows = await connection.ask('evalsha', (redis) => runScript(redis, writeScript, request)) as WrittenRow[];
  return rows.map(([counts, found, stands], index) => {
    const { address } = writes[index]!; // one row a write, in its order
    return counts === 1 ? { accepted: true, address, version: Number(found) } : { accepted: false, address, found: entryOf(address, found, stands) };
  });
}

type Page = readonly [ledger: string, run: string, mark: string, addresses: readonly string[], values: readonly string[]];

/** Page by page: what is written meanwhile comes on a later one, and of two states of a mission the later counts. */
async function readSince(connection: RedisConnection, team: string, mark: number): Promise<LedgerNews> {
  const { missions, changes, version, ledger } = ledgerKeys(team);
  const entries = new Map<string, LedgerEntry>();
  for (let after = mark, first: Page | undefined; ;) {
    const request = { keys: [missions, changes, version, ledger], values: [after, randomUUID(), mostEntries] };
    const page = await connection.ask('evalsha', (redis) => runScript(redis, sinceScript, request)) as Page;
    const [name, run, latest, addresses, values] = page;
    first ??= page;
    if (name !== first[0] || run !== first[1]) return readSince(connection, team, mark); // what was read before may be no more
    for (const [index, address] of addresses.entries()) {
      entries.delete(address); // put again, it is the last
      entries.set(address, storedEntry(address, values[index]!));
      after = entries.get(address)!.version;
    }
    if (addresses.length < mostEntries) return { ledger: name, run, mark: Number(latest), entries: [...entries.values()] };
  }
}

function storedEntry(address: string, value: string): LedgerEntry {
  const cut = value.indexOf('\n');
  return entryOf(address, value.slice(0, cut), value.slice(cut + 1));
}

function entryOf(address: string, version: string, record: string): LedgerEntry {
  return { address, version: Number(version), ...(record === '' ? {} : { record: JSON.parse(record) as MissionRecord }) };
}

function pairs(words: readonly string[]): [string, string][] {
  return Array.from({ length: words.length / 2 }, (_, index) => [words[index * 2]!, words[index * 2 + 1]!]);
}

/**
 * Calls `changed` with the version when something was written to the team's missions, and without one when they were erased,
 * and when the connection is there, or there again: what was said meanwhile was heard by nobody. Where the server lets nobody
 * listen, news wait for the next look.
 */
export function listenToLedger(connection: RedisConnection, team: string, changed: (version?: number) => void): { stop(): void } {
  const redis = connection.another();
  redis.on('message', (_channel: string, version: string) => changed(version === '' ? undefined : Number(version)));
  redis.on('ready', () => changed());
  redis.subscribe(newsChannel(team)).catch(() => undefined);
  return { stop: () => redis.disconnect() };
}
