import type { Address } from '../../state/address.ts';
import type { GitNoteKind, GitNotes } from '../../state/discipline.ts';
import type { Database } from './database.ts';

/** What is remembered of branches. Like the rest of the store, every method returns after its change is on disk. */
export interface GitNoteStore {
  find<Kind extends GitNoteKind>(team: string, kind: Kind, subject: Address): GitNotes[Kind] | undefined;
  /** All of a kind, by what they are about. */
  ofKind<Kind extends GitNoteKind>(team: string, kind: Kind): ReadonlyMap<Address, GitNotes[Kind]>;
  put<Kind extends GitNoteKind>(team: string, kind: Kind, note: { readonly subject: Address; readonly body: GitNotes[Kind] }): void;
  /** One that is not there counts as removed. */
  remove(team: string, kind: GitNoteKind, subject: Address): void;
}

interface Row {
  readonly subject: string;
  readonly body: string;
}

export function gitNoteStore(database: Database): GitNoteStore {
  return {
    find: (team, kind, subject) => (database.prepare('SELECT subject, body FROM git_note WHERE team = ? AND kind = ? AND subject = ?').all(team, kind, subject) as Row[]).map(({ body }) => JSON.parse(body))[0],
    ofKind: (team, kind) => new Map((database.prepare('SELECT subject, body FROM git_note WHERE team = ? AND kind = ?').all(team, kind) as Row[]).map(({ subject, body }) => [subject, JSON.parse(body)])),
    put: (team, kind, { subject, body }) => void database.prepare('INSERT OR REPLACE INTO git_note (team, kind, subject, body) VALUES (?, ?, ?, ?)').run(team, kind, subject, JSON.stringify(body)),
    remove: (team, kind, subject) => void database.prepare('DELETE FROM git_note WHERE team = ? AND kind = ? AND subject = ?').run(team, kind, subject),
  };
}
