import type { Stats } from 'node:fs';
import type { FileEnd, RowQuery, SeenFile } from '../agents/look.ts';
import { HostError } from './host-error.ts';
import { openToRead, type Database } from './store/database.ts';

/** What a query gives of another program's database, a line of JSON for each row. Undefined when it gives none. Throws a HostError where it can not be read. */
export function lookAtRows({ path, stats }: { readonly path: string; readonly stats: Stats }, query: RowQuery, behind?: FileEnd): SeenFile | undefined {
  const rows = rowsOf(path, query);
  if (rows.length === 0) return undefined;
  const text = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const start = behind?.path === path ? behind.bytes : 0;
  return { text: text.subarray(start).toString(), writtenAt: stats.mtimeMs, end: { path, bytes: text.length } };
}

function rowsOf(path: string, { sql, values }: RowQuery): unknown[] {
  let database: Database | undefined;
  try {
    database = openToRead(path);
    return database.prepare(sql).all(...values);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HostError({ tool: 'sqlite', command: ['select', path], message: `The database ${path} can not be read: ${reason}.`, stderr: '' });
  } finally {
    database?.close();
  }
}
