import type { RedisConnection } from '../connection.ts';

/** A command and its arguments. */
export type Command = readonly [name: string, ...words: (string | number)[]];

/** All or nothing, in one round trip. Throws a HostError where a command fails. */
export async function carryOut(connection: RedisConnection, commands: readonly Command[]): Promise<void> {
  if (commands.length === 0) return;
  await connection.ask('exec', async (redis) => {
    const answers = await redis.multi(commands.map((words) => [...words])).exec();
    for (const [error] of answers ?? []) if (error !== null) throw error;
  });
}
