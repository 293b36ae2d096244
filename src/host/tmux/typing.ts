import { tagOption, writeTag } from '../../state/tag.ts';
import type { ObservedPane } from '../../state/observed.ts';
import { staleAnswer } from './commands.ts';
import { quote } from './quote.ts';

/**
 * Keys for one agent. The check that the pane still holds it, alive and not in copy mode, and the keys themselves are
 * one piece in the server; a paste into a dead pane would take tmux 3.3 down with all that runs in it.
 */
export function keysLine(pane: ObservedPane, commands: readonly string[]): string {
  return guarded(pane, commands, []);
}

export function typeCommand(pane: string, text: string): string {
  return `send-keys -t ${pane} -l -- ${quote(text)}`;
}

export function pressCommand(pane: string, key: string): string {
  return `send-keys -t ${pane} ${quote(key)}`;
}

/** One bracketed paste, where the program asked for brackets; line ends stay as they are. */
export function pasteLine(pane: ObservedPane, text: string, buffer: string): string {
  const paste = guarded(pane, [`paste-buffer -p -r -d -b ${buffer} -t ${pane.id}`], [`delete-buffer -b ${buffer}`]);
  return `set-buffer -b ${buffer} -- ${quote(text)} ; ${paste}`;
}

/** What is seen of one pane from close by: whether it shows its history, its screen, and who looks at it since when. */
export function closeLookLine(pane: string): string {
  return `display-message -p -t ${pane} ${quote('#{pane_in_mode}')} ; capture-pane -e -p -t ${pane} ; list-clients -F ${quote('#{client_control_mode},#{window_id},#{client_activity}')}`;
}

function guarded(pane: ObservedPane, commands: readonly string[], otherwise: readonly string[]): string {
  const isTag = pane.tag === undefined ? '1' : `#{==:#{${tagOption}},${writeTag(pane.tag)}}`;
  const isAlive = `#{&&:#{==:#{pane_pid},${pane.pid}},#{&&:#{==:#{pane_dead},0},#{==:#{pane_in_mode},0}}}`;
  const condition = quote(`#{&&:${isTag},${isAlive}}`);
  const stale = [...otherwise, `display-message -p ${quote(staleAnswer)}`];
  return `if-shell -F -t ${pane.id} ${condition} ${quote(commands.join(' ; '))} ${quote(stale.join(' ; '))}`;
}
