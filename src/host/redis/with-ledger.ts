import type { RedisSettings } from '../../manifest/sharing.ts';
import { HostError } from '../host-error.ts';
import { openRedis, type RedisConnection } from './connection.ts';
import type { MissionLedger } from './mission-ledger.ts';
import { redisLedger } from './redis-ledger.ts';
import { distrustOf } from './trust.ts';

/** A ledger for a while, and why what is written there is not safe, where that is accepted. */
export interface LentLedger {
  readonly ledger: MissionLedger;
  /** A full sentence. */
  readonly doubt?: string;
}

/** Lends the ledger of a Redis. Throws a HostError where it does not answer, or is not to be trusted and that is not accepted. */
export async function withLedger<Result>(settings: RedisSettings, work: (lent: LentLedger) => Promise<Result>): Promise<Result> {
  const connection = await openRedis(settings, () => undefined);
  try {
    const doubt = await doubtOf(connection, settings);
    return await work({ ledger: redisLedger(connection), ...(doubt === undefined ? {} : { doubt }) });
  } finally {
    await connection.close();
  }
}

async function doubtOf(connection: RedisConnection, { acceptLoss }: RedisSettings): Promise<string | undefined> {
  const distrust = await distrustOf(connection);
  if (distrust === undefined || acceptLoss) return distrust?.because;
  const hint = `${distrust.remedy} Or say in the manifest that missions may be lost: \`accept_loss: true\` under \`redis\`.`;
  throw new HostError({ tool: 'redis', command: ['redis', 'info'], message: distrust.because, stderr: '', hint });
}
