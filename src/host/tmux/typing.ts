import { randomBytes } from 'node:crypto';
import { tagOption, writeTag } from '../../state/tag.ts';
import type { ObservedPane } from '../../state/observed.ts';
import { piece } from './client.ts';
import { sayStale } from './commands.ts';
import { quote } from './quote.ts';

/** What must still be as it was when the pane was looked at; whose pane it is, alive and not in copy mode, must be anyway. */
export interface Unchanged {
  readonly hands?: string;
  readonly scene?: string;
}

/** The terminals that show a pane's window, without our own connections. */
const persons = '#{s/client-[0-9]+,?//:window_active_clients_list}';

/**
 * When any person's terminal last sent a key, if one of them shows this window. Seconds are fine enough: a window is
 * not typed into before its persons have kept still for longer.
 */
const handsFormat = `#{?${persons},#{S:#{session_activity}.},-}`;

/** Where the cursor stands and how much has scrolled away: a dialog that opens changes it, and so does a letter. */
const sceneFormat = '#{cursor_x}.#{cursor_y}.#{cursor_flag}.#{alternate_on}.#{history_size}';

/**
 * Keys for one agent. The check that the pane still holds it, and that nothing has changed, and the keys themselves are
 * one piece in the server; a paste into a dead pane would take tmux 3.3 down with all that runs in it.
 */
export function keysLine(pane: ObservedPane, commands: readonly string[], unchanged: Unchanged): string {
  return guarded(pane, { commands, otherwise: [] }, unchanged);
}

export function typeCommand(pane: string, text: string): string {
  return `send-keys -t ${pane} -l -- ${quote(text)}`;
}

export function pressCommand(pane: string, key: string): string {
  return `send-keys -t ${pane} ${quote(key)}`;
}

/** One bracketed paste, where the program asked for brackets; line ends stay as they are. */
export function pasteLine(pane: ObservedPane, { text, buffer }: { text: string; buffer: string }, unchanged: Unchanged): string {
  const commands = [`paste-buffer -p -r -d -b ${buffer} -t ${pane.id}`];
  return `set-buffer -b ${buffer} -- ${quote(text)} ; ${guarded(pane, { commands, otherwise: [`delete-buffer -b ${buffer}`] }, unchanged)}`;
}

/** What is seen of one pane from close by, as one piece: mode, hands and scene, its screen, and who looks at it since when. */
export function closeLookLine(pane: string): string {
  const facts = quote(`#{pane_in_mode} ${handsFormat} ${sceneFormat}`);
  const clients = quote('#{client_control_mode},#{window_id},#{client_activity}');
  const look = piece([
    `display-message -p -t ${pane} ${facts}`, `display-message -p ${quote(partMark)}`,
    `capture-pane -e -p -t ${pane}`, `display-message -p ${quote(partMark)}`, // what is captured ends without a line end
    `list-clients -F ${clients}`,
  ]);
  return `if-shell -F -t ${pane} ${quote(`#{==:#{pane_id},${pane}}`)} ${quote(look)} ${quote(sayStale)}`;
}

/** Stands between the parts of a close look; nothing on a screen can look like it. */
export const partMark = `<part ${randomBytes(6).toString('hex')}>`;

function guarded(pane: ObservedPane, { commands, otherwise }: { commands: readonly string[]; otherwise: readonly string[] }, { hands, scene }: Unchanged): string {
  const facts = [
    ['#{pane_pid}', pane.pid], ['#{pane_dead}', 0], ['#{pane_in_mode}', 0],
    ...(pane.tag === undefined ? [] : [[`#{${tagOption}}`, writeTag(pane.tag)]]),
    ...(hands === undefined ? [] : [[handsFormat, hands]]),
    ...(scene === undefined ? [] : [[sceneFormat, scene]]),
  ] as const;
  const condition = facts.map(([format, value]) => `#{==:${format},${value}}`).reduce((all, one) => `#{&&:${all},${one}}`);
  return `if-shell -F -t ${pane.id} ${quote(condition)} ${quote(piece(commands))} ${quote([...otherwise, sayStale].join(' ; '))}`;
}
