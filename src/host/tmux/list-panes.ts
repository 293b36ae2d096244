import { readTag, tagOption } from '../../state/tag.ts';
import type { ObservedPane, RunningTmux } from '../../state/observed.ts';

/** Between the fields that may hold any text. A name that holds it too is told apart by standing first or last. */
const separator = '<|>';

const fixedFields = [
  'pane_id', 'window_id', 'pane_pid', 'pane_dead', 'pane_dead_status', 'pane_dead_signal', 'pid', 'start_time', 'version', 'session_name',
];

const format = [fixedFields.map((field) => `#{${field}}`).join(','), '#{window_name}', `#{${tagOption}}`, '#{pane_title}'].join(separator);

/** Two commands in one line: every pane of the server, and which windows a person looks at. One round trip. */
export const listPanesLine = `list-panes -a -F "${format}" ; list-clients -F "#{client_control_mode},#{window_id}"`;

/** The same for a plain tmux process. */
export const listPanesArgv = ['list-panes', '-a', '-F', format, ';', 'list-clients', '-F', '#{client_control_mode},#{window_id}'];

export interface ServerSnapshot extends RunningTmux {
  readonly version: string;
}

/** Reads what `listPanesLine` printed. Undefined when the server has no pane. */
export function readSnapshot(paneLines: readonly string[], clientLines: readonly string[]): ServerSnapshot | undefined {
  const attended = new Set(clientLines.filter((line) => line.startsWith('0,')).map((line) => line.slice(2)));
  const first = paneLines[0]?.split(',');
  if (first === undefined) return undefined;
  return {
    running: true,
    server: `${first[6]}@${first[7]}`,
    version: first[8] ?? '',
    panes: paneLines.map((line) => readPane(line, attended)),
  };
}

function readPane(line: string, attended: ReadonlySet<string>): ObservedPane {
  const [fixed = '', windowName = '', ...rest] = line.split(separator);
  const title = rest.pop() ?? '';
  const tagText = rest.join(separator);
  const fields = fixed.split(',');
  const [id = '', window = '', pid = '', dead, code, signal] = fields;
  const tag = readTag(tagText);
  return {
    id,
    server: `${fields[6]}@${fields[7]}`,
    window,
    windowName,
    session: fields.slice(9).join(','),
    pid: Number(pid),
    title,
    attended: attended.has(window),
    ...(tag === undefined ? {} : { tag }),
    ...(tag === undefined && tagText !== '' ? { strayTag: tagText } : {}),
    ...(dead === '1' ? { dead: { ...number('code', code), ...number('signal', signal) } } : {}),
  };
}

function number<Key extends string>(key: Key, text: string | undefined): { [K in Key]?: number } {
  return text === undefined || text === '' ? {} : ({ [key]: Number(text) } as { [K in Key]: number });
}
