import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../../../src/host/host-error.ts';
import { openRedis } from '../../../src/host/redis/connection.ts';
import { redisLedger } from '../../../src/host/redis/redis-ledger.ts';
import { openStore } from '../../../src/host/store/store.ts';
import { isRefused } from '../../../src/missions/refused.ts';
import { syncMissions } from '../../../src/reconcile/share-missions.ts';
import type { Address } from '../../../src/state/address.ts';
import type { OpenStore } from './kinds.ts';

const redisFile = 'redis';
/** So long at most Redis is waited for. */
const patienceMs = 60_000;

/** Says which Redis those who open the place agree in. */
export function placeOnRedis(place: string, url: string): string {
  writeFileSync(join(place, redisFile), url);
  return place;
}

/**
 * Missions as one host of several has them: in a store of its own, a new one each time, and agreed on in Redis. Nothing is
 * acknowledged before all agree on it: while Redis is away it is waited for, which `away` is told.
 */
export async function openShared(place: string, away: (because: string) => void): Promise<OpenStore> {
  const store = openStore(mkdtempSync(join(place, 'host-')));
  const { missions, replica } = store;
  const waiting: (() => void)[] = [];
  const settings = { url: readFileSync(join(place, redisFile), 'utf8'), acceptLoss: false, lostAfterMs: patienceMs };
  const connection = await openRedis(settings, () => waiting.splice(0).forEach((resolve) => resolve()));
  const ledger = redisLedger(connection);
  const changed = () => new Promise<void>((resolve) => waiting.push(resolve));

  /** Gives those where another host was first. */
  async function agree(team: string): Promise<ReadonlySet<Address>> {
    replica.share(team);
    for (const deadline = Date.now() + patienceMs; ;) {
      try {
        const { overruled } = await syncMissions(team, { store, ledger, clock: { now: Date.now } });
        return new Set(overruled.flatMap(({ mine, theirs }) => (mine ?? theirs)?.mission.address ?? []));
      } catch (error) {
        if (!(error instanceof HostError) || error.tool !== 'redis' || Date.now() > deadline) throw error;
        away(error.message);
        if (connection.away() !== undefined) await changed();
      }
    }
  }

  /** Writes until no other host was first. */
  async function write(team: string, address: Address, work: () => void): Promise<void> {
    await agree(team);
    do work(); while ((await agree(team)).has(address));
  }

  async function read<Result>(team: string, look: () => Result): Promise<Result> {
    await agree(team);
    return look();
  }

  return {
    put: (team, record) => write(team, record.mission.address, () => missions.put(team, record)),
    remove: (team, address) => write(team, address, () => missions.remove(team, address)),
    find: (team, address) => read(team, () => missions.find(team, address)),
    ofTeam: (team) => read(team, () => missions.ofTeam(team)),
    open: (team) => read(team, () => missions.open(team)),
    states: (team) => read(team, () => missions.states(team)),
    async change(team, address, work) {
      await agree(team);
      for (;;) {
        const outcome = missions.change(team, address, work);
        if (isRefused(outcome) || !(await agree(team)).has(address)) return outcome;
      }
    },
    async eraseTeam(team) {
      await ledger.erase(team);
      store.eraseTeam(team);
    },
    async close() {
      await connection.close();
      store.close();
    },
  };
}
