import { seatIn } from '../state/address.ts';
import { draftText, edit, emptyDraft } from '../util/line-editor.ts';
import type { Key } from '../util/terminal-keys.ts';
import type { MemberName } from './sight.ts';
import { moved, type Mode, type Order, type WatchState } from './state.ts';

/** What a key leads to: another state, and at times something to be done. */
export interface Pressed {
  readonly state: WatchState;
  readonly order?: Order;
}

/** One thing that keys do in the tree, as the help tells it. */
interface Binding {
  readonly keys: readonly string[];
  /** As the foot of the screen says it; absent where there is no room for it. */
  readonly short?: string;
  readonly does: string;
  press(state: WatchState): Pressed;
}

const page = 10;

/** In the order of the help. Keys are characters, or the names of keys that have none. */
const bindings: readonly Binding[] = [
  { keys: ['down', 'j'], short: '↑↓ move', does: 'the next member', press: (state) => ({ state: moved(state, 1) }) },
  { keys: ['up', 'k'], does: 'the one before', press: (state) => ({ state: moved(state, -1) }) },
  { keys: ['page-down'], does: 'ten further', press: (state) => ({ state: moved(state, page) }) },
  { keys: ['page-up'], does: 'ten back', press: (state) => ({ state: moved(state, -page) }) },
  { keys: ['home', 'g'], does: 'the first member', press: (state) => ({ state: moved(state, -Infinity) }) },
  { keys: ['end', 'G'], does: 'the last member', press: (state) => ({ state: moved(state, Infinity) }) },
  { keys: ['enter'], short: 'enter attach', does: 'look at its window, and type in it; the tmux prefix and d leads back', press: onMember((member) => ({ do: 'attach', member })) },
  { keys: ['s'], short: 's send', does: 'send it a line, once it is idle', press: write },
  { keys: ['h'], short: 'h hold', does: 'take it over, so that it is left alone; once more releases it', press: onMember((member) => ({ do: 'toggle-hold', member })) },
  { keys: ['r'], short: 'r restart', does: 'restart it, with its conversation; asks first', press: askRestart },
  { keys: ['w'], short: 'w why', does: 'why its status is what it is', press: onMember((member) => ({ do: 'why', member })) },
  { keys: ['ctrl-l'], does: 'draw the screen anew', press: (state) => ({ state, order: { do: 'redraw' } }) },
  { keys: ['?'], short: '? help', does: 'this', press: (state) => ({ state: { ...state, mode: { kind: 'page', title: 'Keys', lines: helpLines(), top: 0 } } }) },
  { keys: ['q', 'ctrl-c', 'ctrl-d'], short: 'q quit', does: 'leave; everything runs on', press: (state) => ({ state, order: { do: 'quit' } }) },
];

/** What the foot of the screen says of the keys. */
export const keysInShort = bindings.flatMap(({ short }) => short ?? []).join('  ');

/** What a key does, by who reads it now. */
export function press(state: WatchState, key: Key): Pressed {
  const { notice: _read, ...rest } = state;
  const { mode } = rest;
  if (mode.kind === 'page') return pressOnPage(rest, mode, key);
  if (mode.kind === 'writing') return pressInDraft(rest, mode, key);
  if (mode.kind === 'asking') return isText(key, 'y') ? { state: backToTree(rest), order: mode.order } : { state: backToTree(rest) };
  return bindings.find(({ keys }) => keys.some((name) => key.kind === name || isText(key, name)))?.press(rest) ?? { state: rest };
}

function helpLines(): string[] {
  const rows = bindings.map(({ keys, does }) => [keys.join(', '), does] as const);
  const width = Math.max(...rows.map(([keys]) => keys.length));
  return rows.map(([keys, does]) => `${keys.padEnd(width)}  ${does}`);
}

function onMember(order: (member: MemberName) => Order): Binding['press'] {
  return (state) => (state.selected === undefined ? { state } : { state, order: order(state.selected) });
}

function write(state: WatchState): Pressed {
  return state.selected === undefined ? { state } : { state: { ...state, mode: { kind: 'writing', to: state.selected, draft: emptyDraft } } };
}

function askRestart(state: WatchState): Pressed {
  const { selected } = state;
  if (selected === undefined) return { state };
  return { state: { ...state, mode: { kind: 'asking', question: `Restart ${seatIn(selected.address)}, with its conversation? y restarts it.`, order: { do: 'restart', member: selected } } } };
}

function pressOnPage(state: WatchState, mode: Mode & { readonly kind: 'page' }, key: Key): Pressed {
  if (key.kind === 'ctrl-c') return { state, order: { do: 'quit' } };
  const by = key.kind === 'down' || isText(key, 'j') ? 1 : key.kind === 'up' || isText(key, 'k') ? -1 : key.kind === 'page-down' ? page : key.kind === 'page-up' ? -page : undefined;
  if (by === undefined) return { state: backToTree(state) };
  return { state: { ...state, mode: { ...mode, top: Math.max(0, Math.min(mode.top + by, mode.lines.length - 1)) } } };
}

function pressInDraft(state: WatchState, mode: Mode & { readonly kind: 'writing' }, key: Key): Pressed {
  if (key.kind === 'escape' || key.kind === 'ctrl-c') return { state: backToTree(state) };
  if (key.kind !== 'enter') return { state: { ...state, mode: { ...mode, draft: edit(mode.draft, key) } } };
  const text = draftText(mode.draft).trimEnd();
  return text === '' ? { state: backToTree(state) } : { state: backToTree(state), order: { do: 'send', member: mode.to, text } };
}

function backToTree(state: WatchState): WatchState {
  return { ...state, mode: { kind: 'tree' } };
}

/** Keys that are held down may come as one text. */
function isText(key: Key, character: string): boolean {
  return key.kind === 'text' && key.text === character;
}
