import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a session keeps: one row a line of JSON, in the order in which things happened. */
export type Row =
  | { readonly type: 'session'; readonly text: 'started' | 'resumed'; readonly session: string; readonly directory: string; readonly model?: string }
  /** Written before any work on it begins. `queued` when another turn was under way: it runs after, in this order. */
  | { readonly type: 'user'; readonly text: string; readonly queued?: true }
  | { readonly type: 'assistant'; readonly text: string }
  /** A tool call that has ended: `text` is the call, such as `Write(notes.md)`. */
  | { readonly type: 'tool'; readonly text: string; readonly result: string; readonly failed?: true }
  /** A usage limit stopped the turn; `until` is an ISO time, absent when the end is not known. */
  | { readonly type: 'limit'; readonly text: string; readonly until?: string }
  | { readonly type: 'turn-end'; readonly text: 'done' | 'interrupted' | 'limited' | 'exited' };

/** A row as it stands in the file; `at` is an ISO time. */
export type WrittenRow = Row & { readonly at: string };

/** An earlier session as it was found. */
export interface EarlierSession {
  readonly rows: readonly WrittenRow[];
  /** Lines that are no rows, such as a last line that a crash cut short. */
  readonly unreadable: number;
}

/** The session can not be had as asked; the message is for the person. */
export class SessionRefusal extends Error {}

/** Appends rows to a session's file, each with one write, so that a crash cuts at most the last line. */
export class SessionLog {
  readonly path: string;
  readonly #file: number;

  private constructor(path: string, file: number) {
    this.path = path;
    this.#file = file;
  }

  /** Begins a session. One that exists is refused, since two agents would write one conversation. */
  static start(path: string): SessionLog {
    mkdirSync(dirname(path), { recursive: true });
    return new SessionLog(path, openAs(path, 'ax', `The session in "${path}" exists already. "--resume" goes on with it; another id starts a new one.`));
  }

  /** Goes on with a session that exists. */
  static resume(path: string): { readonly log: SessionLog; readonly earlier: EarlierSession } {
    // Opened for reading first, because appending would make the file.
    closeSync(openAs(path, 'r', `There is no session in "${path}" to resume. "--session-id" starts a new one.`));
    const text = readFileSync(path, 'utf8');
    const log = new SessionLog(path, openSync(path, 'a'));
    if (text !== '' && !text.endsWith('\n')) writeSync(log.#file, '\n');
    return { log, earlier: readSession(text) };
  }

  append(row: Row): void {
    writeSync(this.#file, `${JSON.stringify({ at: new Date().toISOString(), ...row })}\n`);
  }
}

/** Reads what a session's file says. */
export function readSession(text: string): EarlierSession {
  const lines = text.split('\n').filter((line) => line !== '');
  const rows = lines.flatMap((line) => readRow(line) ?? []);
  return { rows, unreadable: lines.length - rows.length };
}

function readRow(line: string): WrittenRow | undefined {
  try {
    const row: unknown = JSON.parse(line);
    return isRow(row) ? row : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRow(row: unknown): row is WrittenRow {
  return typeof row === 'object' && row !== null && 'type' in row && 'text' in row && typeof row.type === 'string' && typeof row.text === 'string';
}

function openAs(path: string, flags: 'ax' | 'r', refusal: string): number {
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' || code === 'ENOENT') throw new SessionRefusal(refusal);
    throw error;
  }
}
