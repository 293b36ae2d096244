import type { Address } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';
import type { LedgerEntry, LedgerNews, LedgerWrite } from '../redis/mission-ledger.ts';
import { transaction, type Database } from './database.ts';

/** What was written here of a shared mission, and is not agreed on yet. */
export interface PendingWrite extends LedgerWrite {
  /** Tells this content from a later one. */
  readonly token: number;
}

/** How far a team's missions are agreed on: which ledger, which run of its server, and up to which version others' writes were read. */
export type Agreement = Pick<LedgerNews, 'ledger' | 'run' | 'mark'>;

/**
 * Of teams whose missions several hosts share: what of the missions here is agreed on, and what others are to be told yet.
 * Every write to a mission of such a team is pending from the same transaction on.
 */
export interface MissionReplica {
  /** Begins to share a team's missions; nothing where they are shared already. */
  share(team: string): void;
  /** This host has them alone from now on. */
  unshare(team: string): void;
  /** Undefined where the team's missions are not shared. */
  agreement(team: string): Agreement | undefined;
  pending(team: string): PendingWrite[];
  /** Whether that is what is pending: false once it is agreed on, or written over. */
  isPending(team: string, write: Pick<PendingWrite, 'address' | 'token'>): boolean;
  pendingAddresses(team: string): ReadonlySet<Address>;
  /** The last version of each mission that was agreed on, removed ones included; only of some, where that is said. */
  versions(team: string, among?: readonly Address[]): ReadonlyMap<Address, number>;
  /** A write is agreed on as this version, if not as a later one: it is pending no more, unless it was written to since. */
  agreed(team: string, write: Pick<PendingWrite, 'address' | 'token'>, version: number): void;
  /** What others wrote takes the place of what is here, whatever is pending, and counts as read up to there. */
  adopt(team: string, entries: readonly LedgerEntry[], upTo?: Agreement): void;
  /** What is here is to be told as built on this version. */
  tellAgain(team: string, address: Address, base: number): void;
  /** Since when the ledger has not answered, as far as the supervisor saw it; undefined while it does. */
  outage(team: string): Outage | undefined;
  /** Undefined once it answers again. */
  setOutage(team: string, outage: Outage | undefined): void;
}

/** The ledger does not answer. */
export interface Outage {
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
  /** A full sentence. */
  readonly because: string;
}

interface PendingRow {
  readonly address: Address;
  readonly version: number;
  readonly pending: number;
  readonly body: string | null;
}

interface VersionRow {
  readonly address: Address;
  readonly version: number;
}

const pendingQuery = `SELECT shared.address, shared.version, shared.pending, mission.body FROM shared_mission AS shared
  LEFT JOIN mission ON mission.team = shared.team AND mission.address = shared.address
  WHERE shared.team = ? AND shared.pending IS NOT NULL ORDER BY mission.added`;
const versionsQuery = 'SELECT address, version FROM shared_mission WHERE team = ?';
const tellQuery = `INSERT INTO shared_mission (team, address, version, pending) VALUES (?, ?, ?, random() & 0x1fffffffffffff)
  ON CONFLICT (team, address) DO UPDATE SET version = excluded.version, pending = excluded.pending`;
const agreedQuery = `INSERT INTO shared_mission (team, address, version) VALUES (?, ?, ?)
  ON CONFLICT (team, address) DO UPDATE SET version = excluded.version, pending = NULL`;

export function missionReplica(database: Database, write: { put(team: string, record: MissionRecord): void; remove(team: string, address: Address): void }): MissionReplica {
  const all = <Row>(sql: string, ...values: (string | number)[]) => database.prepare(sql).all(...values) as Row[];
  const run = (sql: string, ...values: (string | number)[]) => void database.prepare(sql).run(...values);
  const tellAgain = (team: string, address: Address, base: number) => run(tellQuery, team, address, base);
  return {
    share: (team) => transaction(database, () => {
      if (all('SELECT 1 FROM shared_team WHERE team = ?', team).length > 0) return;
      run("INSERT INTO shared_team (team, ledger, run, mark) VALUES (?, '', '', 0)", team);
      for (const { address } of all<VersionRow>('SELECT address FROM mission WHERE team = ?', team)) tellAgain(team, address, 0);
    }),
    unshare: (team) => transaction(database, () => {
      run('DELETE FROM shared_team WHERE team = ?', team);
      run('DELETE FROM shared_mission WHERE team = ?', team);
    }),
    agreement: (team) => all<Agreement>('SELECT ledger, run, mark FROM shared_team WHERE team = ?', team)[0],
    pending: (team) => all<PendingRow>(pendingQuery, team).map(({ address, version, pending, body }) => (
      { address, base: version, token: pending, ...(body === null ? {} : { record: JSON.parse(body) as MissionRecord }) }
    )),
    isPending: (team, { address, token }) => all('SELECT 1 FROM shared_mission WHERE team = ? AND address = ? AND pending = ?', team, address, token).length > 0,
    pendingAddresses: (team) => new Set(all<VersionRow>('SELECT address FROM shared_mission WHERE team = ? AND pending IS NOT NULL', team).map(({ address }) => address)),
    versions: (team, among) => new Map((among === undefined ? all<VersionRow>(versionsQuery, team) : all<VersionRow>(`${versionsQuery} AND address IN (SELECT value FROM json_each(?))`, team, JSON.stringify(among)))
      .map(({ address, version }) => [address, version])),
    agreed: (team, { address, token }, version) => run('UPDATE shared_mission SET version = MAX(version, ?), pending = NULLIF(pending, ?) WHERE team = ? AND address = ?', version, token, team, address),
    adopt: (team, entries, upTo) => transaction(database, () => {
      for (const { address, version, record } of entries) {
        if (record === undefined) write.remove(team, address);
        else write.put(team, record);
        run(agreedQuery, team, address, version);
      }
      if (upTo !== undefined) run('UPDATE shared_team SET ledger = ?, run = ?, mark = ? WHERE team = ?', upTo.ledger, upTo.run, upTo.mark, team);
    }),
    tellAgain,
    outage: (team) => all<Outage>('SELECT away_since AS since, away_because AS because FROM shared_team WHERE team = ? AND away_since IS NOT NULL', team)[0],
    setOutage: (team, outage) => void database.prepare('UPDATE shared_team SET away_since = ?, away_because = ? WHERE team = ?').run(outage?.since ?? null, outage?.because ?? null, team),
  };
}
