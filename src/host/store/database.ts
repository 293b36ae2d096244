import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import loadLibsql from './libsql.cjs';

/** The part of SQLite's bindings that coders uses: `node:sqlite` and `libsql` agree on it, also on one file at a time. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export type SqlValue = string | number | null;

export interface Statement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
}

type Open = new (path: string, options?: { readonly readOnly: boolean }) => Database;

/**
 * Node's own binding costs no load time and no package, but Node 20 has none and Node 22 warns on every start. libsql
 * ships its native part inside npm, so nothing is downloaded or compiled at install.
 */
const isNodes = Number(process.versions.node.split('.')[0]) >= 24;
const Open = isNodes
  ? (createRequire(import.meta.url)('node:sqlite') as { DatabaseSync: Open }).DatabaseSync
  : (loadLibsql() as Open);

export function openDatabase(path: string): Database {
  return new Open(path);
}

/** Opens a database that is another program's, which may be writing to it: nothing in it can be changed. */
export function openToRead(path: string): Database {
  // libsql has no such option, but takes an address.
  return isNodes ? new Open(path, { readOnly: true }) : new Open(`${pathToFileURL(path).href}?mode=ro`);
}

const inTransaction = new WeakSet<Database>();

/** Runs `work` as one transaction, or as part of the one it is in: all of that is on disk when it returns, or none of it ever is. */
export function transaction<Result>(database: Database, work: () => Result): Result {
  if (inTransaction.has(database)) return work();
  database.exec('BEGIN IMMEDIATE');
  inTransaction.add(database);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  } finally {
    inTransaction.delete(database);
  }
}
