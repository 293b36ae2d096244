import type { Address } from '../../state/address.ts';
import type { NoteKind, Notes } from '../../state/notes.ts';
import type { Database } from './database.ts';

/** What is remembered of branches, missions and members. Like the rest of the store, every method returns after its change is on disk. */
export interface NoteStore {
  find<Kind extends NoteKind>(team: string, kind: Kind, subject: Address): Notes[Kind] | undefined;
  /** All of a kind, by what they are about. */
  ofKind<Kind extends NoteKind>(team: string, kind: Kind): ReadonlyMap<Address, Notes[Kind]>;
  /** Missions that are done and have none of a kind. */
  doneWithout(team: string, kind: NoteKind): readonly Address[];
  put<Kind extends NoteKind>(team: string, kind: Kind, note: { readonly subject: Address; readonly body: Notes[Kind] }): void;
  /** One that is not there counts as removed. */
  remove(team: string, kind: NoteKind, subject: Address): void;
}

const doneWithout = `SELECT address FROM mission WHERE team = ? AND state = 'done'
  AND NOT EXISTS (SELECT 1 FROM git_note WHERE git_note.team = mission.team AND kind = ? AND subject = mission.address)`;

interface Row {
  readonly subject: string;
  readonly body: string;
}

export function noteStore(database: Database): NoteStore {
  return {
    find: (team, kind, subject) => (database.prepare('SELECT subject, body FROM git_note WHERE team = ? AND kind = ? AND subject = ?').all(team, kind, subject) as Row[]).map(({ body }) => JSON.parse(body))[0],
    ofKind: (team, kind) => new Map((database.prepare('SELECT subject, body FROM git_note WHERE team = ? AND kind = ?').all(team, kind) as Row[]).map(({ subject, body }) => [subject, JSON.parse(body)])),
    doneWithout: (team, kind) => (database.prepare(doneWithout).all(team, kind) as { readonly address: string }[]).map(({ address }) => address),
    put: (team, kind, { subject, body }) => void database.prepare('INSERT OR REPLACE INTO git_note (team, kind, subject, body) VALUES (?, ?, ?, ?)').run(team, kind, subject, JSON.stringify(body)),
    remove: (team, kind, subject) => void database.prepare('DELETE FROM git_note WHERE team = ? AND kind = ? AND subject = ?').run(team, kind, subject),
  };
}
