import { withoutFaint, withoutStyles } from '../../util/styles.ts';
import { conversationFile } from './places.ts';
import { rowsIn } from './transcript.ts';
import type { Delivery } from '../delivery.ts';

/**
 * How text is typed to Claude Code. What is pasted reaches the model marked as something that the person did not write,
 * from three lines or 800 characters on; typed pieces of at most 400 do not. Sooner than 600 ms after the last piece,
 * Enter is often taken for a part of the text.
 */
export const claudeDelivery: Delivery = {
  channel: { by: 'keys', piece: 400, pauseMs: 30, submit: { key: 'Enter', afterMs: 600, againAfterMs: 4000 } },
  interrupt: 'Escape',
  asPrompt,
  draft,
  isDraftOf,
  isReadyTooEarly: true,
  record: ({ conversation, environment }) => ({ path: conversationFile(conversation, environment) }),
  // A prompt that is given while a turn is under way is told twice: when it is queued, and when its own turn begins.
  promptsIn: (record) => rowsIn(record).flatMap((row) =>
    row.row === 'queued' || (row.row === 'prompt' && !row.wasQueued) ? [{ text: row.text, at: row.at }] : []),
};

/** What Claude Code would not take as text, each tried with the real program, and how it is said instead. */
const rewrites: readonly { readonly from: RegExp; readonly to: string }[] = [
  { from: /\t/g, to: '    ' }, // a typed tab vanishes, and a pasted one becomes these four spaces
  { from: /^(?=[!?])/, to: ' ' }, // a shell line, the help
  { from: /^(?=\s*\/[\w:.-]*(\s|$))/, to: 'Text: ' }, // a command of its own, known or not; a path with a second slash is text
  { from: /^(?=\s*(exit|quit|:q!?|:wq!?)\s*$)/i, to: 'Text: ' }, // these end it
  { from: /\\$/, to: '\\ ' }, // Enter behind a backslash is a line end; the space is not kept
];

/** Claude Code puts a letter and the accent behind it together, and would hold another text than the one that was sent. */
function asPrompt(text: string): string {
  return rewrites.reduce((prompt, { from, to }) => prompt.replace(from, to), text.normalize('NFC'));
}

/** A line across the screen; the upper one of the box may hold a word, as where the draft is longer than the box. */
const border = /^─{3,}.*─$/;

/** Between the last two borders. Undefined where no prompt mark stands there, as in a dialog. */
function draft(styled: readonly string[]): string | undefined {
  const box = boxOn(styled.map(withoutStyles));
  if (box === undefined) return undefined;
  const lines = styled.slice(box.from, box.to).map(withoutSuggestion);
  const text = lines.map((line) => line.slice(2)).join('\n').trimEnd();
  if (box.isCut) return `${cutMark}\n${text}`;
  return lines[0]!.startsWith('!') ? `!${text}` : text;
}

/** Whether the lines of a screen show an input box. */
export function hasInputBox(plain: readonly string[]): boolean {
  return boxOn(plain) !== undefined;
}

function boxOn(plain: readonly string[]): { readonly from: number; readonly to: number; readonly isCut: boolean } | undefined {
  const lines = plain.map((line) => line.trimEnd());
  const to = lines.findLastIndex((line) => border.test(line));
  const from = lines.slice(0, Math.max(0, to)).findLastIndex((line) => border.test(line)) + 1;
  const isCut = from > 0 && / ↑ \d+ more /.test(lines[from - 1]!);
  return from > 0 && (isCut || /^[❯!](\s|$)/.test(lines[from] ?? '')) ? { from, to, isCut } : undefined;
}

/** Stands for the lines of a draft that the box has no room for. */
const cutMark = '…';

/** The cursor stands on the first letter of a suggestion and shows it bright. */
function withoutSuggestion(line: string): string {
  const bright = line.replace(/\u001b\[7m(?:\u001b\[[\d;]*m)*[^\u001b](?=\u001b\[(?:0;)?2m)/u, '');
  return withoutStyles(withoutFaint(bright)).trimEnd();
}

/** The box breaks lines as it likes, and shows the end of what is longer than it. */
function isDraftOf(shown: string, prompt: string): boolean {
  const [text, whole] = [shown, prompt].map((one) => one.replace(/\s/g, '')) as [string, string];
  return text.startsWith(cutMark) && !whole.startsWith(cutMark) ? whole.endsWith(text.slice(cutMark.length)) : text === whole;
}
