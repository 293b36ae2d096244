import type { RedisConnection } from '../connection.ts';
import { readHeartbeat, type SupervisedHeartbeat } from './heartbeat.ts';
import { heardSet, heartbeatChannel, paneKey, paneKeySeconds, sessionHash, type TeamPart } from './names.ts';
import { carryOut, type Command } from './transaction.ts';

/** A session as its supervisor told of it last. */
export interface RegisteredSession extends Omit<SupervisedHeartbeat, 'timestamp' | 'status' | 'lastActivity'> {
  /** How long ago it was heard of, in milliseconds by the server's clock; Infinity where that is not known. */
  readonly silentMs: number;
}

/** What was not heard of for a day is forgotten. */
const forgottenMs = 24 * 60 * 60_000;

/** Tells of agents that live: for whoever listens, for whoever looks within the next minutes, and with the time by the server's clock. */
export async function tellOf(connection: RedisConnection, heartbeats: readonly SupervisedHeartbeat[]): Promise<void> {
  const now = await serverTime(connection);
  const old = await connection.ask('zrangebyscore', (redis) => redis.zrangebyscore(heardSet, '-inf', now - forgottenMs));
  const commands = heartbeats.flatMap((heartbeat): Command[] => {
    const text = JSON.stringify(heartbeat);
    return [
      ['set', paneKey(heartbeat.paneId), text, 'EX', paneKeySeconds],
      ['publish', heartbeatChannel, text],
      ['hset', sessionHash, heartbeat.sessionId, text],
      ['zadd', heardSet, 'GT', now, heartbeat.sessionId],
    ];
  });
  await carryOut(connection, [...commands, ...(old.length === 0 ? [] : [['zrem', heardSet, ...old], ['hdel', sessionHash, ...old]] as const)]);
}

/** An agent gave a sign of life of its own. */
export async function heardOf(connection: RedisConnection, session: string): Promise<void> {
  const now = await serverTime(connection);
  await connection.ask('zadd', (redis) => redis.zadd(heardSet, 'GT', now, session));
}

/** A host has no part in a team any more: nobody is to look for its agents. */
export async function forgetPart(connection: RedisConnection, part: TeamPart): Promise<void> {
  const sessions = (await registeredSessions(connection)).filter(({ team, host }) => team === part.team && host === part.host).map(({ sessionId }) => sessionId);
  if (sessions.length > 0) await carryOut(connection, [['zrem', heardSet, ...sessions], ['hdel', sessionHash, ...sessions]]);
}

/** All agents that any supervisor told of within a day. */
export async function registeredSessions(connection: RedisConnection): Promise<readonly RegisteredSession[]> {
  const now = await serverTime(connection);
  const [texts, scores] = await connection.ask('hgetall', (redis) => Promise.all([redis.hgetall(sessionHash), redis.zrange(heardSet, 0, -1, 'WITHSCORES')]));
  const heardAt = new Map(scores.flatMap((session, index) => (index % 2 === 0 ? [[session, Number(scores[index + 1])] as const] : [])));
  return Object.values(texts).flatMap((text) => {
    const { paneId, sessionId, team, host, epoch } = readHeartbeat(text) ?? {};
    if (paneId === undefined || sessionId === undefined || team === undefined || host === undefined || epoch === undefined) return [];
    return [{ paneId, sessionId, team, host, epoch, silentMs: now - (heardAt.get(sessionId) ?? -Infinity) }];
  });
}

/** Milliseconds since the Unix epoch. */
async function serverTime(connection: RedisConnection): Promise<number> {
  const [seconds, microseconds] = await connection.ask('time', (redis) => redis.time());
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
}
