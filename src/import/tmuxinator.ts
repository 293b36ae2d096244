import { find, typedText, type Located, type LocatedEntry, type LocatedMap } from '../manifest/located.ts';
import { pathFrom } from './paths.ts';
import { changed, isNothing, itemsOf, leaveOut, leaveOutRest, textOf, writtenEntry, writtenItem, type Reading, type Written } from './reading.ts';
import { paneNames, type Pane, type Session } from './session.ts';
import { linesFrom } from './shell-lines.ts';

const hooks = 'coders runs nothing beside its members; run it yourself, or put it before the commands of one';
const once = 'a member is looked at with `coders attach`, whichever one wants';

/** Why there is nothing like it in a manifest. */
const reasons: Readonly<Record<string, string>> = {
  on_project_start: hooks,
  on_project_first_start: hooks,
  on_project_restart: hooks,
  on_project_exit: hooks,
  on_project_stop: hooks,
  pre: hooks,
  post: hooks,
  attach: once,
  startup_window: once,
  startup_pane: once,
  tmux_command: 'coders calls tmux itself',
  enable_pane_titles: 'each member has a window of its own, which bears its name',
  pane_title_position: 'each member has a window of its own, which bears its name',
  pane_title_format: 'each member has a window of its own, which bears its name',
};

const read = ['name', 'project_name', 'root', 'project_root', 'windows', 'tabs', 'pre_window', 'pre_tab', 'rbenv', 'rvm', 'socket_name', 'socket_path', 'tmux_options', 'cli_args'];

/** What all windows of a project have. */
interface Surroundings {
  readonly directory: string;
  readonly before: readonly string[];
}

/** Reads a tmuxinator project as tmuxinator does, but for ERB. */
export function readTmuxinator(reading: Reading, root: LocatedMap): Session {
  leaveOutRest(reading, root, { read, reasons });
  warnOfRuby(reading, root);
  const windows = itemsOf(reading, root, root.entries.has('tabs') ? 'tabs' : 'windows');
  const around = { directory: rootOf(reading, root, reading.request.directory), before: beforeAll(reading, root) };
  const server = serverOf(reading, root);
  return {
    name: textOf(reading, root, 'project_name') ?? textOf(reading, root, 'name') ?? 'team',
    ...server,
    socket: textOf(reading, root, 'socket_path') ?? textOf(reading, root, 'socket_name') ?? server.socket,
    environment: [],
    panes: windows.flatMap((window) => panesOf(reading, window, around)),
  };
}

/** The first of these decides, as it does there. */
function beforeAll(reading: Reading, root: LocatedMap): readonly string[] {
  const rbenv = textOf(reading, root, 'rbenv');
  const rvm = textOf(reading, root, 'rvm');
  if (rbenv !== undefined) return [`rbenv shell ${rbenv}`];
  if (rvm !== undefined) return [`rvm use ${rvm}`];
  return linesFrom(reading, find(root, [root.entries.has('pre_tab') ? 'pre_tab' : 'pre_window']));
}

/** The root of a window starts from that of its project, which starts from here. */
function rootOf(reading: Reading, map: LocatedMap, above: string): string {
  const written = textOf(reading, map, 'project_root') ?? textOf(reading, map, 'root');
  return written === undefined ? above : pathFrom(written, above, reading.request);
}

/** Of the options of tmux, those that say which server it is have a counterpart. */
function serverOf(reading: Reading, root: LocatedMap): Pick<Session, 'socket' | 'config'> {
  const key = root.entries.has('cli_args') ? 'cli_args' : 'tmux_options';
  const options = textOf(reading, root, key)?.trim();
  const entry = root.entries.get(key);
  if (options === undefined || entry === undefined) return {};
  if (options.replace(serverOption, '') !== '') {
    leaveOut(reading, writtenEntry(key, entry), 'of the options of tmux -f, -L and -S have a counterpart, alone');
    return {};
  }
  const { f: file, L: name, S: path } = Object.fromEntries([...options.matchAll(serverOption)].map(([, letter = '', value = '']) => [letter, value]));
  return { socket: path ?? name, config: file === undefined ? undefined : configAt(reading, file, writtenEntry(key, entry)) };
}

const serverOption = /\s*-([fLS])\s*(\S+)/g;

function configAt(reading: Reading, file: string, written: Written): string | undefined {
  const { request } = reading;
  const path = pathFrom(file, request.directory, request);
  if (request.files.kind(path) === 'file') return path;
  leaveOut(reading, written, 'there is no such file');
  return undefined;
}

/** A window is a map with one key, its name. */
function panesOf(reading: Reading, window: Located, around: Surroundings): readonly Pane[] {
  const [first, ...others] = window.kind === 'map' ? [...window.entries] : [];
  if (first === undefined) {
    leaveOut(reading, writtenItem(window), 'it is no window: a name, and what runs there');
    return [];
  }
  for (const [key, entry] of others) leaveOut(reading, writtenEntry(key, entry), 'a window has one name');
  const [name, { value, keyPlace }] = first;
  if (value.kind === 'map') return panesIn(reading, { name, keyPlace, value }, around);
  return [{ name, directory: around.directory, environment: [], lines: [...around.before, ...linesFrom(reading, value)], place: keyPlace }];
}

interface Window extends LocatedEntry {
  readonly name: string;
  readonly value: LocatedMap;
}

function panesIn(reading: Reading, { name, keyPlace, value }: Window, around: Surroundings): readonly Pane[] {
  leaveOutRest(reading, value, {
    read: ['root', 'panes', 'pre'],
    reasons: { layout: 'each member has a window of its own', synchronize: 'nothing is typed into several members at once' },
  });
  const written = panesWritten(reading, value);
  const before = [...around.before, ...preOf(reading, value, written.length > 0)];
  const panes = written.length === 0 ? [undefined] : written;
  const names = paneNames(name, panes.map(titleOf));
  const directory = rootOf(reading, value, around.directory);
  return panes.map((pane, index) => ({
    name: names[index] ?? name,
    directory,
    environment: [],
    lines: [...before, ...linesFrom(reading, pane?.kind === 'map' ? [...pane.entries.values()][0]?.value : pane)],
    place: pane?.place ?? keyPlace,
  }));
}

/** One alone need not be in a list. */
function panesWritten(reading: Reading, window: LocatedMap): readonly Located[] {
  const panes = find(window, ['panes']);
  return panes?.kind === 'scalar' && !isNothing(panes) ? [panes] : itemsOf(reading, window, 'panes');
}

/** tmuxinator joins them, so that one that fails ends the line; and types them into panes only. */
function preOf(reading: Reading, window: LocatedMap, hasPanes: boolean): readonly string[] {
  const entry = window.entries.get('pre');
  if (entry === undefined || isNothing(entry.value)) return [];
  if (hasPanes) return [linesFrom(reading, entry.value).join(' && ')];
  leaveOut(reading, writtenEntry('pre', entry), 'tmuxinator runs it in the panes of a window, and this one has none');
  return [];
}

function titleOf(pane: Located | undefined): string | undefined {
  return pane?.kind === 'map' ? [...pane.entries.keys()][0] : undefined;
}

/** ERB is a program that writes the file; who wants its outcome can have it printed. */
function warnOfRuby(reading: Reading, node: Located): void {
  if (node.kind === 'scalar') {
    if (typedText(node).includes('<%')) changed(reading, writtenItem(node), 'holds ERB, which coders does not run: it stands there as it is');
    return;
  }
  for (const child of node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value)) warnOfRuby(reading, child);
}
