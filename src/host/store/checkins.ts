import type { Address } from '../../state/address.ts';
import type { CheckinRecord } from '../../state/checkin.ts';
import { transaction, type Database } from './database.ts';

/** Check-ins and how far each has come. Like the rest of the store, every method returns after its change is on disk. */
export interface CheckinStore {
  /** Adds a check-in as the last one, or replaces the record of one that is there, which keeps its place. */
  put(team: string, record: CheckinRecord): void;
  /** Adds one that is named by a number that no other of the store has, or ever had. */
  add(team: string, make: (number: number) => CheckinRecord): CheckinRecord;
  find(team: string, address: Address): CheckinRecord | undefined;
  /** All of a team, in the order in which they were added. */
  ofTeam(team: string): CheckinRecord[];
  /** Those with something to decide at this time or before, in milliseconds since the Unix epoch. */
  due(team: string, now: number): CheckinRecord[];
  /** When the next of the others has something to decide. */
  nextDue(team: string, after: number): number | undefined;
  /** One that is not there counts as removed. */
  remove(team: string, address: Address): void;
  /** Of those that were added while the team ran and are over, only so many of the latest of each member stay. */
  forgetOver(team: string, kept: number): void;
}

interface Row {
  readonly body: string;
}

const updateOne = 'UPDATE checkin SET member = ?, due = ?, body = ? WHERE team = ? AND address = ?';
/** A conflict that is resolved uses a number up all the same; numbers are for people, and only new rows take one. */
const insertNew = `INSERT INTO checkin (team, address, member, due, body) SELECT ?, ?, ?, ?, ?
  WHERE NOT EXISTS (SELECT 1 FROM checkin WHERE team = ? AND address = ?)`;
/** The manifest's own are not among them: no name in a manifest begins with @. */
const forget = `DELETE FROM checkin WHERE added IN (
  SELECT added FROM (SELECT added, row_number() OVER (PARTITION BY member ORDER BY added DESC) AS place FROM checkin WHERE team = ? AND due IS NULL AND address LIKE '%/@%') WHERE place > ?)`;

export function checkinStore(database: Database): CheckinStore {
  const read = (rows: unknown[]) => (rows as Row[]).map(({ body }) => JSON.parse(body) as CheckinRecord);
  const put = (team: string, record: CheckinRecord): void => {
    const { checkin: { address, member }, lookAt } = record;
    transaction(database, () => {
      database.prepare(updateOne).run(member, lookAt ?? null, JSON.stringify(record), team, address);
      database.prepare(insertNew).run(team, address, member, lookAt ?? null, JSON.stringify(record), team, address);
    });
  };
  // Asked in every pass of every team: to prepare one takes longer than to run it.
  const due = database.prepare('SELECT body FROM checkin WHERE team = ? AND due <= ? ORDER BY added');
  const next = database.prepare('SELECT min(due) AS at FROM checkin WHERE team = ? AND due > ?');
  return {
    put,
    add: (team, make) => transaction(database, () => {
      const row = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'checkin'").get() as { seq: number } | undefined | null;
      const record = make((row?.seq ?? 0) + 1);
      put(team, record);
      return record;
    }),
    find: (team, address) => read(database.prepare('SELECT body FROM checkin WHERE team = ? AND address = ?').all(team, address))[0],
    ofTeam: (team) => read(database.prepare('SELECT body FROM checkin WHERE team = ? ORDER BY added').all(team)),
    due: (team, now) => read(due.all(team, now)),
    nextDue: (team, after) => (next.get(team, after) as { at: number | null } | undefined)?.at ?? undefined,
    remove: (team, address) => void database.prepare('DELETE FROM checkin WHERE team = ? AND address = ?').run(team, address),
    forgetOver: (team, kept) => void database.prepare(forget).run(team, kept),
  };
}
