import { quote } from '../../diagnostics/words.ts';
import { isRefused, type Refused } from '../../missions/refused.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { MissionRecord, MissionStateName } from '../../state/mission.ts';
import { transaction, type Database } from './database.ts';
import { openMissions } from './open-missions.ts';

/** Missions and what became of them. Like the rest of the store, every method returns after its change is on disk. */
export interface MissionStore {
  /** Adds a mission as the last one, or replaces the record of one that is there, which keeps its place. */
  put(team: string, record: MissionRecord): void;
  find(team: string, address: Address): MissionRecord | undefined;
  /** All of a team, in the order in which they were added. */
  ofTeam(team: string): MissionRecord[];
  /** Those that are neither done nor failed, in the order in which they were added. */
  open(team: string): MissionRecord[];
  states(team: string): ReadonlyMap<Address, MissionStateName>;
  /**
   * Reads, decides and writes at once: nobody else changes the record meanwhile. Nothing is written where `work` refuses or
   * gives the same object. A mission that is not there is a refusal too.
   */
  change(team: string, address: Address, work: (record: MissionRecord) => MissionRecord | Refused): MissionRecord | Refused;
  /** One that is not there counts as removed. */
  remove(team: string, address: Address): void;
}

interface Row {
  readonly body: string;
}

/** Drawn anew with each write, and never counted up: a number that a rollback took back must not come again for other content. */
const newVersion = 'random() & 0x1fffffffffffff';

const selectOne = 'SELECT body FROM mission WHERE team = ? AND address = ?';
const insertOrReplace = `INSERT INTO mission (team, address, state, body, version) VALUES (?, ?, ?, ?, ${newVersion})
  ON CONFLICT (team, address) DO UPDATE SET state = excluded.state, body = excluded.body, version = excluded.version`;
const updateOne = `UPDATE mission SET state = ?, body = ?, version = ${newVersion} WHERE team = ? AND address = ?`;

export function missionStore(database: Database): MissionStore {
  // Prepared once: to prepare one takes longer than to run it.
  const select = database.prepare(selectOne);
  const insert = database.prepare(insertOrReplace);
  const update = database.prepare(updateOne);
  const find = (team: string, address: Address) => (select.all(team, address) as Row[]).map(read)[0];
  return {
    find,
    put: (team, record) => void insert.run(team, record.mission.address, record.state.state, JSON.stringify(record)),
    ofTeam: (team) => (database.prepare('SELECT body FROM mission WHERE team = ? ORDER BY added').all(team) as Row[]).map(read),
    open: openMissions(database),
    states: (team) => new Map(statesOf(database, team)),
    change: (team, address, work) => transaction(database, () => {
      const record = find(team, address);
      if (record === undefined) return { refused: `The team ${quote(team)} has no mission ${quote(seatIn(address))}.` };
      const changed = work(record);
      if (!isRefused(changed) && changed !== record) update.run(changed.state.state, JSON.stringify(changed), team, address);
      return changed;
    }),
    remove: (team, address) => void database.prepare('DELETE FROM mission WHERE team = ? AND address = ?').run(team, address),
  };
}

function read({ body }: Row): MissionRecord {
  return JSON.parse(body) as MissionRecord;
}

interface StateRow {
  readonly state: MissionStateName;
  /** A list as JSON. */
  readonly addresses: string;
}

/** One row a state and not one a mission: a row costs the bindings more than SQLite. */
function statesOf(database: Database, team: string): [Address, MissionStateName][] {
  const rows = database.prepare('SELECT state, json_group_array(address) AS addresses FROM mission WHERE team = ? GROUP BY state').all(team) as StateRow[];
  return rows.flatMap(({ state, addresses }) => (JSON.parse(addresses) as Address[]).map((address): [Address, MissionStateName] => [address, state]));
}
