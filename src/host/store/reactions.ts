import type { Errand, KeptErrand } from '../../reactions/errand.ts';
import type { RecordedEvent } from '../../state/event.ts';
import type { Database } from './database.ts';
import { eventFromRow, type EventRow } from './rows.ts';

/** What follows from events: how far they are answered, and what is still to be done for it. Like the rest of the store, every method returns after its change is on disk. */
export interface ReactionStore {
  /** The team's, oldest first, those with a greater id. */
  eventsAfter(team: string, id: number, most: number): RecordedEvent[];
  /** What was noted under a key; undefined where nothing was. */
  noted(team: string, key: string): unknown;
  note(team: string, note: { readonly key: string; readonly value: unknown; readonly at: number }): void;
  /** All that was noted before a time under keys that begin so. */
  forget(team: string, keys: string, before: number): void;
  /** In the order in which they are due. */
  errands(team: string): KeptErrand[];
  addErrand(team: string, dueAt: number, errand: Errand): void;
  changeErrand(errand: KeptErrand): void;
  removeErrand(id: number): void;
}

interface ErrandRow {
  readonly id: number;
  readonly due_at: number;
  readonly body: string;
}

export function reactionStore(database: Database): ReactionStore {
  return {
    eventsAfter: (team, id, most) => (database.prepare('SELECT * FROM event WHERE id > ? AND team = ? ORDER BY id LIMIT ?').all(id, team, most) as EventRow[]).map(eventFromRow),
    noted: (team, key) => {
      const [row] = database.prepare('SELECT body FROM reaction WHERE team = ? AND key = ?').all(team, key) as { readonly body: string }[];
      return row === undefined ? undefined : JSON.parse(row.body);
    },
    note: (team, { key, value, at }) => void database.prepare('INSERT OR REPLACE INTO reaction (team, key, body, at) VALUES (?, ?, ?, ?)').run(team, key, JSON.stringify(value), at),
    forget: (team, keys, before) => void database.prepare('DELETE FROM reaction WHERE team = ? AND substr(key, 1, length(?)) = ? AND at < ?').run(team, keys, keys, before),
    errands: (team) => (database.prepare('SELECT * FROM errand WHERE team = ? ORDER BY due_at, id').all(team) as ErrandRow[]).map(fromRow),
    addErrand: (team, dueAt, errand) => void database.prepare('INSERT INTO errand (team, due_at, body) VALUES (?, ?, ?)').run(team, dueAt, JSON.stringify(errand)),
    changeErrand: ({ id, dueAt, ...errand }) => void database.prepare('UPDATE errand SET due_at = ?, body = ? WHERE id = ?').run(dueAt, JSON.stringify(errand), id),
    removeErrand: (id) => void database.prepare('DELETE FROM errand WHERE id = ?').run(id),
  };
}

function fromRow({ id, due_at: dueAt, body }: ErrandRow): KeptErrand {
  return { ...(JSON.parse(body) as Errand), id, dueAt };
}
