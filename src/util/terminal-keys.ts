/** What a person, or a paste, puts into the terminal. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: NamedKey };

/** `newline` is Alt-Enter, Shift-Enter or Ctrl-J: Enter that does not send. */
export type NamedKey =
  | 'enter' | 'newline' | 'escape' | 'backspace' | 'delete' | 'up' | 'down' | 'page-up' | 'page-down' | 'left' | 'right' | 'word-left' | 'word-right' | 'home' | 'end'
  | 'ctrl-c' | 'ctrl-d' | 'ctrl-k' | 'ctrl-l' | 'ctrl-u' | 'ctrl-w';

/** Input that can not be told yet: the start of an escape sequence, or of a paste whose end has not come. */
export interface Undecoded {
  readonly text: string;
  readonly pasting: boolean;
}

export const nothingUndecoded: Undecoded = { text: '', pasting: false };

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/** Longer sequences stand first where one begins like another. */
const sequences: readonly (readonly [string, NamedKey])[] = [
  ['\x1b[13;2u', 'newline'], ['\x1b[13;3u', 'newline'], ['\x1b[27;2;13~', 'newline'], ['\x1b[27;3;13~', 'newline'], ['\x1b\r', 'newline'], ['\x1b\n', 'newline'],
  ['\x1b[A', 'up'], ['\x1bOA', 'up'], ['\x1b[B', 'down'], ['\x1bOB', 'down'], ['\x1b[5~', 'page-up'], ['\x1b[6~', 'page-down'],
  ['\x1b[D', 'left'], ['\x1bOD', 'left'], ['\x1b[C', 'right'], ['\x1bOC', 'right'],
  ['\x1b[1;5D', 'word-left'], ['\x1b[1;3D', 'word-left'],
  ['\x1b[1;5C', 'word-right'], ['\x1b[1;3C', 'word-right'],
  ['\x1b[H', 'home'], ['\x1bOH', 'home'], ['\x1b[1~', 'home'], ['\x1b[7~', 'home'], ['\x01', 'home'],
  ['\x1b[F', 'end'], ['\x1bOF', 'end'], ['\x1b[4~', 'end'], ['\x1b[8~', 'end'], ['\x05', 'end'],
  ['\x1b[3~', 'delete'], ['\x1b\x7f', 'ctrl-w'], ['\x7f', 'backspace'], ['\x08', 'backspace'],
  ['\r', 'enter'], ['\n', 'newline'], ['\x02', 'left'], ['\x06', 'right'],
  ['\x03', 'ctrl-c'], ['\x04', 'ctrl-d'], ['\x0b', 'ctrl-k'], ['\x0c', 'ctrl-l'], ['\x15', 'ctrl-u'], ['\x17', 'ctrl-w'],
];

const unfinished = /^\x1b(?:O|\[[0-?]*[ -/]*)?$/;
const unknown = /^(?:\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[A-DFHP-S]|(?!\x1b)[\x00-\x1f\x7f-\x9f])/;
const run = /^[^\x00-\x1f\x7f-\x9f]+/;

interface Step {
  readonly length: number;
  readonly pasting: boolean;
  readonly key?: Key;
}

/** Decodes what has come so far. Input may be cut anywhere; `rest` goes into the next call. */
export function decodeKeys(earlier: Undecoded, input: string): { readonly keys: readonly Key[]; readonly rest: Undecoded } {
  const keys: Key[] = [];
  let { pasting, text } = earlier;
  // The bytes of one key come in one read, all but the longest; an Enter that comes later is a key of its own.
  if (!pasting && text === '\x1b' && /^[\r\n\x7f]/.test(input)) {
    keys.push({ kind: 'escape' });
    text = '';
  }
  text += input;
  while (text !== '') {
    const step = pasting ? readPaste(text) : readKey(text);
    if (step === undefined) break;
    if (step.key !== undefined) keys.push(step.key);
    pasting = step.pasting;
    text = text.slice(step.length);
  }
  return { keys, rest: { text, pasting } };
}

/** For when nothing followed for a while: an ESC on its own is the Escape key. The end of a paste is waited for. */
export function flushKeys(undecoded: Undecoded): { readonly keys: readonly Key[]; readonly rest: Undecoded } {
  if (undecoded.pasting) return { keys: [], rest: undecoded };
  return { keys: undecoded.text === '\x1b' ? [{ kind: 'escape' }] : [], rest: nothingUndecoded };
}

function readPaste(text: string): Step | undefined {
  const end = text.indexOf(pasteEnd);
  if (end < 0) return undefined;
  return { length: end + pasteEnd.length, pasting: false, key: { kind: 'paste', text: asTyped(text.slice(0, end)) } };
}

/** Terminals send a pasted line's end as CR. A paste with LF in it came as it was written, so its CRs are its own. */
function asTyped(paste: string): string {
  return paste.includes('\n') ? paste : paste.replaceAll('\r', '\n');
}

function readKey(text: string): Step | undefined {
  if (text.startsWith(pasteStart)) return { length: pasteStart.length, pasting: true };
  const known = sequences.find(([sequence]) => text.startsWith(sequence));
  if (known !== undefined) return { length: known[0].length, pasting: false, key: { kind: known[1] } };
  if (unfinished.test(text)) return undefined;
  const words = run.exec(text)?.[0];
  if (words !== undefined) return { length: words.length, pasting: false, key: { kind: 'text', text: words } };
  const meaningless = unknown.exec(text)?.[0];
  if (meaningless !== undefined) return { length: meaningless.length, pasting: false };
  // Not Alt with a letter: what is typed right after Escape must not lose its first letter.
  return { length: 1, pasting: false, key: { kind: 'escape' } };
}
