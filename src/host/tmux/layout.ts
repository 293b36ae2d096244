import { randomBytes } from 'node:crypto';

/** A session with all that stands in it, as tmux tells. */
export interface TmuxSession {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly windows: readonly TmuxWindow[];
}

export interface TmuxWindow {
  readonly id: string;
  readonly index: number;
  readonly name: string;
  /** As `select-layout` takes it. */
  readonly layout: string;
  readonly active: boolean;
  readonly panes: readonly TmuxPane[];
}

export interface TmuxPane {
  readonly id: string;
  readonly index: number;
  readonly title: string;
  /** Name of the program that has the terminal now, without its arguments; empty where it has ended. */
  readonly command: string;
  /** Empty where the program has ended. */
  readonly directory: string;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly dead: boolean;
}

/** Stands between fields that may hold any text: nobody must be able to guess it. */
const separator = `<${randomBytes(6).toString('hex')}>`;
const rowStart = `${separator}>`;

const fields = [
  'session_id', 'session_name', 'session_created', 'window_id', 'window_index', 'window_name', 'window_layout', 'window_active',
  'pane_id', 'pane_index', 'pane_title', 'pane_current_command', 'pane_current_path', 'pane_width', 'pane_height', 'pane_active', 'pane_dead',
] as const;

type Row = Readonly<Record<(typeof fields)[number], string>>;

/** Prints every pane of the server with all that it stands in. */
export const layoutCommand = `list-panes -a -F "${rowStart}${fields.map((field) => `#{${field}}`).join(separator)}"`;

/** Reads what that printed. */
export function readLayout(printed: string): TmuxSession[] {
  const rows = printed.split(rowStart).slice(1).map(readRow);
  return grouped(rows, 'session_id').map((session) => ({
    id: session[0]!.session_id,
    name: session[0]!.session_name,
    createdAt: Number(session[0]!.session_created) * 1000,
    windows: grouped(session, 'window_id').map(windowOf),
  }));
}

function readRow(text: string): Row {
  const values = text.replace(/\n$/, '').split(separator);
  return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? ''])) as Row;
}

function grouped(rows: readonly Row[], field: keyof Row): (readonly Row[])[] {
  const names = [...new Set(rows.map((row) => row[field]))];
  return names.map((name) => rows.filter((row) => row[field] === name));
}

function windowOf(rows: readonly Row[]): TmuxWindow {
  const { window_id: id, window_index: index, window_name: name, window_layout: layout, window_active: active } = rows[0]!;
  return { id, index: Number(index), name, layout, active: active === '1', panes: rows.map(paneOf) };
}

function paneOf(row: Row): TmuxPane {
  const dead = row.pane_dead === '1';
  return {
    id: row.pane_id,
    index: Number(row.pane_index),
    title: row.pane_title,
    command: dead ? '' : row.pane_current_command,
    directory: dead ? '' : row.pane_current_path,
    width: Number(row.pane_width),
    height: Number(row.pane_height),
    active: row.pane_active === '1',
    dead,
  };
}
