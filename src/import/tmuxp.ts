import { find, typedText, type Located, type LocatedMap } from '../manifest/located.ts';
import { expanded, pathFrom, referring } from './paths.ts';
import { isNothing, itemsOf, leaveOut, leaveOutRest, mapOf, textOf, writtenEntry, writtenItem, type Reading } from './reading.ts';
import { paneNames, type Pane, type Session, type Variable } from './session.ts';
import { linesFrom, warnOfReaders } from './shell-lines.ts';

const once = 'a member is looked at with `coders attach`, whichever one wants';
const waits = 'the lines of a member wait for each other';
const options = 'coders sets no options of tmux; `tmux: {config: FILE}` names a configuration for all windows';

/** Why there is nothing like it in a manifest. */
const reasons: Readonly<Record<string, string>> = {
  before_script: 'coders runs nothing beside its members; run it yourself, or put it before the commands of one',
  options,
  options_after: options,
  global_options: options,
  plugins: 'coders has no plugins of tmuxp',
  suppress_history: 'the lines of a member get into no history',
  layout: 'each member has a window of its own',
  socket_name: 'tmuxp itself takes it from its command line only',
  config: 'tmuxp itself takes it from its command line only',
  focus: once,
  window_index: 'coders orders its windows itself',
  sleep_before: waits,
  sleep_after: waits,
};

/** What a pane inherits. */
interface Surroundings {
  readonly directory: string | undefined;
  readonly before: readonly string[];
  readonly environment: readonly Variable[];
  readonly shell: string | undefined;
}

/** Reads a tmuxp workspace as tmuxp does. */
export function readTmuxp(reading: Reading, root: LocatedMap): Session {
  const { env } = reading.request;
  leaveOutRest(reading, root, { read: ['session_name', 'windows', 'start_directory', 'environment', 'shell_command_before'], reasons });
  const around = inside(reading, root, { directory: undefined, before: [], environment: [], shell: undefined });
  return {
    name: expanded(textOf(reading, root, 'session_name') ?? 'team', env),
    environment: around.environment,
    // Those of the session are the team's: a window's own stand beside them.
    panes: itemsOf(reading, root, 'windows').flatMap((window) => panesOf(reading, window, { ...around, environment: [] })),
  };
}

/** What holds within a session, a window or a pane. A pane's environment stands for its window's. */
function inside(reading: Reading, map: LocatedMap, outer: Surroundings): Surroundings {
  const environment = map.entries.has('environment') ? variablesOf(reading, map) : outer.environment;
  return {
    directory: directoryOf(reading, map, outer) ?? outer.directory,
    before: [...outer.before, ...commandsIn(reading, find(map, ['shell_command_before']))],
    environment,
    shell: textOf(reading, map, 'window_shell') ?? textOf(reading, map, 'shell') ?? outer.shell,
  };
}

/** What begins with a dot starts from the folder around, or that of the file; the rest likewise where there is one. */
function directoryOf(reading: Reading, map: LocatedMap, outer: Surroundings): string | undefined {
  const { request } = reading;
  const written = textOf(reading, map, 'start_directory');
  if (written === undefined) return undefined;
  return pathFrom(written, outer.directory ?? (written.startsWith('.') ? request.folder : request.directory), request);
}

function variablesOf(reading: Reading, map: LocatedMap): readonly Variable[] {
  const { env, folder } = reading.request;
  return [...(mapOf(reading, map, 'environment')?.entries ?? [])].flatMap(([name, entry]): readonly Variable[] => {
    const fault = faultOf(name, entry.value);
    if (fault !== undefined) leaveOut(reading, writtenEntry(name, entry), fault);
    if (fault !== undefined || entry.value.kind !== 'scalar') return [];
    const value = typedText(entry.value);
    return [{ name, value: referring(value.startsWith('.') ? pathFrom(value, folder, reading.request) : value, env) }];
  });
}

function faultOf(name: string, value: Located): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'it is no name of a variable';
  if (name.startsWith('CODERS_')) return 'names that start with CODERS_ are for coders';
  return value.kind === 'scalar' && value.value !== null ? undefined : 'its value is no text';
}

function panesOf(reading: Reading, window: Located, outer: Surroundings): readonly Pane[] {
  if (window.kind !== 'map') {
    leaveOut(reading, writtenItem(window), 'it is no window');
    return [];
  }
  leaveOutRest(reading, window, { read: ['window_name', 'panes', 'start_directory', 'environment', 'shell_command_before', 'window_shell'], reasons });
  const name = expanded(textOf(reading, window, 'window_name') ?? 'window', reading.request.env);
  const around = inside(reading, window, outer);
  const written = itemsOf(reading, window, 'panes');
  const panes = written.length === 0 ? [undefined] : written;
  const names = paneNames(name, panes.map(() => undefined));
  return panes.map((pane, index) => paneFrom(reading, pane ?? window, { name: names[index] ?? name, around, isWindow: pane === undefined }));
}

interface Setting {
  readonly name: string;
  readonly around: Surroundings;
  /** The window stands for its only pane. */
  readonly isWindow: boolean;
}

function paneFrom(reading: Reading, pane: Located, { name, around, isWindow }: Setting): Pane {
  const own = pane.kind === 'map' && !isWindow ? pane : undefined;
  if (own !== undefined) leaveOutRest(reading, own, { read: ['shell_command', 'start_directory', 'environment', 'shell_command_before', 'shell', 'enter'], reasons });
  const { directory, before, environment, shell } = own === undefined ? around : inside(reading, own, around);
  const typed = isWindow ? [] : commandsIn(reading, own === undefined ? pane : find(own, ['shell_command']), isTyped(own));
  const lines = [...before, ...typed];
  if (shell !== undefined && lines.length > 0) leaveOut(reading, writtenItem(pane), `what tmuxp types there goes to ${shell}, and coders types nothing`);
  return { name, directory: directory ?? reading.request.directory, environment, lines: shell === undefined ? lines : [], instead: shell, place: pane.place };
}

/** `enter: false` leaves a line in the shell for a person to submit. */
function isTyped(map: LocatedMap | undefined): boolean {
  const enter = map === undefined ? undefined : find(map, ['enter']);
  return !(enter?.kind === 'scalar' && enter.value === false);
}

/** Commands as texts, as maps with a `cmd`, or in a map with a `shell_command`; `blank` and `pane` stand for none. */
function commandsIn(reading: Reading, node: Located | undefined, entered = true): readonly string[] {
  if (node === undefined || isNothing(node)) return [];
  if (node.kind === 'map') return commandsIn(reading, find(node, ['shell_command']), entered && isTyped(node));
  const items = node.kind === 'list' ? node.items : [node];
  if (items.length === 1 && isBlank(items[0])) return [];
  warnOfReaders(reading, items);
  return items.flatMap((item) => commandFrom(reading, item, entered));
}

function isBlank(item: Located | undefined): boolean {
  return item?.kind === 'scalar' && (item.value === 'blank' || item.value === 'pane');
}

function commandFrom(reading: Reading, item: Located, entered: boolean): readonly string[] {
  if (item.kind === 'map') leaveOutRest(reading, item, { read: ['cmd', 'enter'], reasons });
  const lines = linesFrom(reading, item.kind === 'map' ? find(item, ['cmd']) : item);
  if (entered && isTyped(item.kind === 'map' ? item : undefined)) return lines;
  leaveOut(reading, writtenItem(item), 'tmuxp leaves it in the shell for a person to submit, and coders has no such thing');
  return [];
}
