import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A program that Redis runs as one piece: nobody else reads or writes meanwhile. */
export interface Script {
  readonly text: string;
  readonly hash: string;
}

export function script(text: string): Script {
  return { text, hash: createHash('sha1').update(text).digest('hex') };
}

/** Its text is sent only where the server does not know it: it forgets when it starts anew. */
export async function runScript(redis: Redis, { text, hash }: Script, { keys, values }: { readonly keys: readonly string[]; readonly values: readonly (string | number)[] }): Promise<unknown> {
  try {
    return await redis.evalsha(hash, keys.length, ...keys, ...values);
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return await redis.eval(text, keys.length, ...keys, ...values);
  }
}
