import type { Redis } from 'ioredis';
import type { RedisConnection } from '../connection.ts';
import type { DeadLetter } from './dead-letter.ts';
import { runScript, script } from '../script.ts';
import { answeredKey, deadLetterList, deadLettersOf, setAsideList, type TeamPart } from './names.ts';

/** An entry in the list of a host that is to deal with it. */
export interface Entry {
  readonly list: string;
  readonly text: string;
}

/** An older tool calls a pane dead after so long: what comes within that time of an answer is about the same death. */
const answeredSeconds = 120;

/** Longer than a supervisor is away: who has been for longer has other agents by then. */
const keptSeconds = 24 * 60 * 60;

/** As many as a person would look through. */
const mostSetAside = 1000;

/**
 * Waits for the next entry of the list that all share, and moves it to a list of the host's own in the same step, where it
 * stays until it was dealt with: whoever dies in between finds it there again. (A BLPOP would lose it.)
 */
export async function takeDeadLetter(waiting: Redis, list: string): Promise<void> {
  await waiting.blmove(deadLetterList, list, 'LEFT', 'RIGHT', 0);
}

/** The one that has lain longest in a host's list. */
export async function oldestEntry(connection: RedisConnection, list: string): Promise<Entry | undefined> {
  const [text] = await connection.ask('lrange', (redis) => redis.lrange(list, 0, 0));
  return text === undefined ? undefined : { list, text };
}

const handOverScript = script(`
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('PUBLISH', KEYS[2], '')
return 1`);

/** Gives an entry to the host whose agent it means, with all that is known of that: from there on it can mean no other. */
export async function handOver(connection: RedisConnection, { list, text }: Entry, { part, letter }: { readonly part: TeamPart; readonly letter: DeadLetter }): Promise<void> {
  const request = { keys: [list, deadLettersOf(part)], values: [text, JSON.stringify(letter), keptSeconds] };
  await connection.ask('evalsha', (redis) => runScript(redis, handOverScript, request));
}

const setAsideScript = script(`
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
redis.call('LPUSH', KEYS[2], ARGV[1])
redis.call('LTRIM', KEYS[2], 0, ARGV[2])
return 1`);

/** Keeps an entry that nobody can deal with where a person finds it. */
export async function setAside(connection: RedisConnection, { list, text }: Entry): Promise<void> {
  const request = { keys: [list, setAsideList], values: [text, mostSetAside - 1] };
  await connection.ask('evalsha', (redis) => runScript(redis, setAsideScript, request));
}

/** The entry was dealt with. */
export async function dismiss(connection: RedisConnection, { list, text }: Entry): Promise<void> {
  await connection.ask('lrem', (redis) => redis.lrem(list, 1, text));
}

/** That launch of a session is ended for a dead letter: noted before that is asked for, or another letter about the same death would end the next one. */
export async function noteAnswer(connection: RedisConnection, { sessionId, epoch }: { readonly sessionId: string; readonly epoch: number }): Promise<void> {
  await connection.ask('set', (redis) => redis.set(answeredKey(sessionId), epoch, 'EX', answeredSeconds));
}

/** The launch of a session that was ended for a dead letter of late. */
export async function answeredLaunch(connection: RedisConnection, session: string): Promise<number | undefined> {
  const epoch = await connection.ask('get', (redis) => redis.get(answeredKey(session)));
  return epoch === null ? undefined : Number(epoch);
}
