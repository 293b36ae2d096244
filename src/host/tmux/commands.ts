import { piece } from './client.ts';
import { tagOption, writeTag, type PaneTag } from '../../state/tag.ts';
import { formatLiteral, quote } from './quote.ts';

/** A program to run in a window. Everything here is data: no shell and no tmux format reads it. */
export interface WindowRequest {
  /** The session's name: the team's. */
  readonly session: string;
  readonly name: string;
  readonly directory: string;
  /** At least two words, so that tmux runs the program itself instead of giving it to a shell. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly tag: PaneTag;
}

/** Detached windows have no terminal to take their size from; TUIs cut at 80×24 lose what status is read from. */
const size = { columns: 200, rows: 50 };

/**
 * The new window is the session's last, so `{end}` names it in the same line: it is tagged before anything else
 * runs in the server, and a runner killed right after writing the line leaves no pane that is nobody's.
 */
export function openWindowLine(request: WindowRequest): string {
  const target = quote(`=${request.session}:{end}`);
  return piece([
    `new-window -d -a -t ${target} -P -F ${quote('#{pid}@#{start_time} #{pane_id}')} ${launchWords(request)}`,
    ...markCommands(target, request.tag),
  ]);
}

/**
 * A session can not be without a window, so the first window brings its session along. Its variables are the session's
 * then, too: they are taken away before another window can inherit them.
 */
export function openSessionLine(request: WindowRequest): string {
  const target = quote(`=${request.session}:`);
  return piece([
    `new-session -d -s ${quote(formatLiteral(request.session))} -x ${size.columns} -y ${size.rows} -P -F ${quote('#{pid}@#{start_time} #{pane_id}')} ${launchWords(request)}`,
    ...markCommands(target, request.tag),
    ...Object.keys(request.env).map((name) => `set-environment -t ${target} -u ${quote(name)}`),
    `set-option -t ${target} default-size ${size.columns}x${size.rows}`,
    `set-option -t ${target} destroy-unattached off`,
  ]);
}

/** Ends what runs in the pane, if anything does, and starts the new program in its place. */
export function respawnPaneLine(pane: string, pid: number, request: WindowRequest): string {
  const start = `respawn-pane -k -t ${pane} -c ${quote(formatLiteral(request.directory))} ${environmentWords(request)} ${request.argv.map(quote).join(' ')}`;
  const forgetTitle = `select-pane -t ${pane} -T ""`; // it tells what an agent does, and would tell it of the one before
  return onlyIfPid(pane, pid, [forgetTitle, start, ...markCommands(pane, request.tag)]);
}

export function closePaneLine(pane: string, pid: number): string {
  return onlyIfPid(pane, pid, [`kill-pane -t ${pane}`]);
}

export function tagPaneLine(pane: string, pid: number, tag: PaneTag): string {
  return onlyIfPid(pane, pid, [`set-option -p -t ${pane} ${tagOption} ${quote(writeTag(tag))}`]);
}

export function renameWindowLine(pane: string, name: string): string {
  return piece([`rename-window -t ${pane} ${quote(formatLiteral(name))}`]);
}

/** What a line prints that is for one process in one pane, when the pane holds another by now, or is no more. */
const answers = { stale: 'coders: stale', gone: 'coders: gone' };

export const sayStale = piece([`display-message -p ${quote(answers.stale)}`]);

export function isStale(printed: string): boolean {
  return printed === `${answers.stale}\n`;
}

export function isGone(printed: string): boolean {
  return printed === `${answers.gone}\n`;
}

function sayStaleOrGone(pane: string): string {
  return piece([`display-message -p -t ${pane} ${quote(`#{?pane_id,${answers.stale},${answers.gone}}`)}`]);
}

/** A pane may have been respawned since it was looked at: the check and the act are one piece in the server. */
function onlyIfPid(pane: string, pid: number, commands: readonly string[]): string {
  const condition = quote(`#{==:#{pane_pid},${pid}}`);
  return `if-shell -F -t ${pane} ${condition} ${quote(piece(commands))} ${quote(sayStaleOrGone(pane))}`;
}

function launchWords(request: WindowRequest): string {
  return [
    `-n ${quote(formatLiteral(request.name))} -c ${quote(formatLiteral(request.directory))}`,
    environmentWords(request),
    ...request.argv.map(quote),
  ].join(' ');
}

function environmentWords(request: WindowRequest): string {
  return Object.entries(request.env).map(([name, value]) => `-e ${quote(`${name}=${value}`)}`).join(' ');
}

/** A pane that keeps its last screen and exit code when its program ends, and says whose it is. */
function markCommands(target: string, tag: PaneTag): string[] {
  return [`set-option -p -t ${target} remain-on-exit on`, `set-option -p -t ${target} ${tagOption} ${quote(writeTag(tag))}`];
}
