import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { abortAfter } from '../abort-after.ts';
import type { RedisConnection } from './connection.ts';
import { errandChannel, readAnswer, type Errand, type ErrandAnswer } from './errand.ts';
import type { TeamPart } from './older-tools/names.ts';

/** What asking a host came to: its answer, or that nobody listens there, or that nobody has answered in time. */
export type Asked = ErrandAnswer | 'nobody' | 'silence';

/** Asks one host about one message, as often as one wants to know. */
export interface Asker {
  /** Throws a HostError where Redis does not take the question. */
  ask(timeoutMs: number): Promise<Asked>;
  /** What is still waited for counts as silence. */
  close(): void;
}

/** Throws a HostError where Redis is away: nothing was asked then. */
export async function openAsker(connection: RedisConnection, part: TeamPart, errand: Omit<Errand, 'answerTo'>): Promise<Asker> {
  await connection.ask('ping', (redis) => redis.ping());
  const answerTo = `coders:answer:${randomUUID()}`;
  const listening = connection.another();
  const ended = new AbortController();
  listening.once('end', () => ended.abort());
  await listening.subscribe(answerTo);
  const question = JSON.stringify({ ...errand, answerTo } satisfies Errand);
  return {
    async ask(timeoutMs) {
      const asked = new AbortController();
      const signal = AbortSignal.any([asked.signal, ended.signal, abortAfter(timeoutMs)]);
      const answer = once(listening, 'message', { signal }).then(([, text]) => readAnswer(String(text)) ?? 'silence', () => 'silence' as const);
      try {
        const listeners = await connection.ask('publish', (redis) => redis.publish(errandChannel(part), question));
        return listeners === 0 ? 'nobody' : await answer;
      } finally {
        asked.abort();
      }
    },
    close: () => listening.disconnect(),
  };
}
