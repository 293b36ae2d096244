import { randomBytes } from 'node:crypto';
import { readTag, tagOption } from '../../state/tag.ts';
import type { ObservedPane, RunningTmux } from '../../state/observed.ts';

/**
 * Stands between fields that may hold any text, line ends too: names and titles are for agents and people to choose, so
 * they must not be able to guess it.
 */
const separator = `<${randomBytes(6).toString('hex')}>`;

const fixedFields = [
  'pane_id', 'window_id', 'pane_pid', 'pane_dead', 'pane_dead_status', 'pane_dead_signal', 'pid', 'start_time', 'version',
  'pane_dead_time', 'session_name',
];

const rowStart = `${separator}>`;
const paneFormat = rowStart + [fixedFields.map((field) => `#{${field}}`).join(','), '#{window_name}', `#{${tagOption}}`, '#{pane_title}', '#{config_files}'].join(separator);
const clientFormat = `${rowStart}#{client_control_mode},#{window_id}`;

/** Every pane of the server, and which windows a person looks at. */
export const listPanesCommands = [`list-panes -a -F "${paneFormat}"`, `list-clients -F "${clientFormat}"`];

export interface ServerSnapshot extends RunningTmux {
  readonly version: string;
}

/** Reads what these printed. Undefined when the server has no pane. */
export function readSnapshot(printed: string): ServerSnapshot | undefined {
  const rows = printed.split(rowStart).slice(1).map((row) => row.replace(/\n$/, '').split(separator));
  const panes = rows.filter((row) => row.length > 1);
  const attended = new Set(rows.flatMap(([client = '', ...more]) => (more.length === 0 && client.startsWith('0,') ? [client.slice(2)] : [])));
  const first = panes[0]?.[0]?.split(',');
  if (first === undefined) return undefined;
  return {
    running: true,
    server: `${first[6]}@${first[7]}`,
    version: first[8] ?? '',
    ...configurationOf(panes[0]?.[4]),
    panes: panes.map((row) => readPane(row, attended)),
  };
}

/** Empty where tmux is too old to tell. */
function configurationOf(files = ''): { configuration?: string } {
  return files === '' ? {} : { configuration: files };
}

function readPane([fixed = '', windowName = '', tagText = '', title = '']: readonly string[], attended: ReadonlySet<string>): ObservedPane {
  const fields = fixed.split(',');
  const [id = '', window = '', pid = '', dead, code, signal] = fields;
  const tag = readTag(tagText);
  return {
    id,
    server: `${fields[6]}@${fields[7]}`,
    window,
    windowName,
    session: fields.slice(10).join(','),
    pid: Number(pid),
    title,
    attended: attended.has(window),
    ...(tag === undefined ? {} : { tag }),
    ...(tag === undefined && tagText !== '' ? { strayTag: tagText } : {}),
    ...(dead === '1' ? { dead: { ...number('code', code), ...number('signal', signal), ...time(fields[9]) } } : {}),
  };
}

/** tmux counts seconds; empty or 0 where it does not tell. */
function time(text = ''): { at?: number } {
  return Number(text) > 0 ? { at: Number(text) * 1000 } : {};
}

function number<Key extends string>(key: Key, text: string | undefined): { [K in Key]?: number } {
  return text === undefined || text === '' ? {} : ({ [key]: Number(text) } as { [K in Key]: number });
}
