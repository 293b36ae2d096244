import type { LedgerEntry, MissionLedger } from '../host/redis/mission-ledger.ts';
import type { Store } from '../host/store/store.ts';
import type { Observed } from '../state/observed.ts';

/** The missions of a team as they would be here once all that its hosts agree on is known. Writes nothing. Throws a HostError where the ledger does not answer. */
export async function agreedMissions(team: string, { missions, replica }: Pick<Store, 'missions' | 'replica'>, ledger: MissionLedger): Promise<Observed['missions']> {
  const here = missions.ofTeam(team);
  const { entries, isSameLedger } = await newsFor(team, replica, ledger);
  const [versions, pending] = [replica.versions(team), replica.pendingAddresses(team)];
  const agreed = new Map(here.map((record) => [record.mission.address, record]));
  for (const { address, version, record } of entries) {
    if (pending.has(address) || (isSameLedger && version <= (versions.get(address) ?? 0))) continue;
    if (record === undefined) agreed.delete(address);
    else agreed.set(address, record);
  }
  return agreed;
}

async function newsFor(team: string, replica: Store['replica'], ledger: MissionLedger): Promise<{ readonly entries: readonly LedgerEntry[]; readonly isSameLedger: boolean }> {
  const before = replica.agreement(team);
  const news = await ledger.since(team, before?.mark ?? 0);
  const isSameLedger = before?.ledger === news.ledger;
  const isWhole = before === undefined || before.mark === 0 || (isSameLedger && before.run === news.run);
  return { entries: (isWhole ? news : await ledger.since(team, 0)).entries, isSameLedger };
}
