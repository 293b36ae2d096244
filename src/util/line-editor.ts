import { graphemes } from './display-width.ts';
import type { Key } from './terminal-keys.ts';

/** What is typed but not sent. */
export interface Draft {
  readonly pieces: readonly Piece[];
  /** Index of the piece that the cursor stands before. */
  readonly cursor: number;
}

/** What the cursor passes in one step: a character as a person sees it, a line's end, or a long paste. */
export interface Piece {
  readonly text: string;
  /** What stands in the box for it, when that is not the text itself. */
  readonly label?: string;
}

export const emptyDraft: Draft = { pieces: [], cursor: 0 };

/** What a paste may have and still stand in the box as text. */
const pastedLinesShown = 3;
const pastedCharactersShown = 1000;

/** What stands in the box for a paste that is too long to be shown; undefined for one that is not. */
export function labelOf(paste: string): string | undefined {
  const lines = paste.replace(/\n$/, '').split('\n').length;
  if (lines > pastedLinesShown) return `[Pasted text, ${lines} lines]`;
  const characters = [...paste].length;
  return characters > pastedCharactersShown ? `[Pasted text, ${characters} characters]` : undefined;
}

/** What would be sent. */
export function draftText(draft: Draft): string {
  return draft.pieces.map((piece) => piece.text).join('');
}

/** The draft after a key; keys that do not edit leave it as it is. */
export function edit(draft: Draft, key: Key): Draft {
  switch (key.kind) {
    case 'text': return insertText(draft, key.text);
    case 'paste': return insertPaste(draft, key.text);
    case 'newline': return insert(draft, [{ text: '\n' }]);
    case 'left': return moveTo(draft, draft.cursor - 1);
    case 'right': return moveTo(draft, draft.cursor + 1);
    case 'word-left': return moveTo(draft, wordStart(draft));
    case 'word-right': return moveTo(draft, wordEnd(draft));
    case 'home': return moveTo(draft, lineStart(draft));
    case 'end': return moveTo(draft, lineEnd(draft));
    case 'backspace': return erase(draft, draft.cursor - 1, draft.cursor);
    case 'delete': return erase(draft, draft.cursor, draft.cursor + 1);
    case 'ctrl-w': return erase(draft, wordStart(draft), draft.cursor);
    case 'ctrl-u': return erase(draft, lineStart(draft), draft.cursor);
    case 'ctrl-k': return erase(draft, draft.cursor, lineEnd(draft));
    default: return draft;
  }
}

function insert(draft: Draft, pieces: readonly Piece[]): Draft {
  const { pieces: old, cursor } = draft;
  return { pieces: [...old.slice(0, cursor), ...pieces, ...old.slice(cursor)], cursor: cursor + pieces.length };
}

/** Typed text joins the character before it where both are one to the eye, as an accent does. */
function insertText(draft: Draft, text: string): Draft {
  const before = draft.pieces[draft.cursor - 1];
  if (before === undefined || before.label !== undefined || before.text === '\n') return insert(draft, characters(text));
  return insert(erase(draft, draft.cursor - 1, draft.cursor), characters(before.text + text));
}

function insertPaste(draft: Draft, text: string): Draft {
  const label = labelOf(text);
  return insert(draft, label === undefined ? characters(text) : [{ text, label }]);
}

function characters(text: string): Piece[] {
  // Segmented by line, since CR LF counts as one grapheme and must not hide a line's end.
  return text.split(/(\n)/).flatMap((part) => (part === '\n' ? [{ text: part }] : graphemes(part).map((grapheme) => ({ text: grapheme }))));
}

function moveTo(draft: Draft, cursor: number): Draft {
  return { pieces: draft.pieces, cursor: Math.max(0, Math.min(cursor, draft.pieces.length)) };
}

function erase(draft: Draft, from: number, to: number): Draft {
  const start = Math.max(0, from);
  return { pieces: [...draft.pieces.slice(0, start), ...draft.pieces.slice(to)], cursor: start };
}

function lineStart({ pieces, cursor }: Draft): number {
  return pieces.slice(0, cursor).findLastIndex((piece) => piece.text === '\n') + 1;
}

function lineEnd({ pieces, cursor }: Draft): number {
  const end = pieces.findIndex((piece, index) => index >= cursor && piece.text === '\n');
  return end < 0 ? pieces.length : end;
}

function wordStart({ pieces, cursor }: Draft): number {
  const letter = pieces.slice(0, cursor).findLastIndex((piece) => !isBlank(piece));
  return pieces.slice(0, Math.max(0, letter)).findLastIndex(isBlank) + 1;
}

function wordEnd({ pieces, cursor }: Draft): number {
  const letter = pieces.findIndex((piece, index) => index >= cursor && !isBlank(piece));
  const end = letter < 0 ? -1 : pieces.findIndex((piece, index) => index > letter && isBlank(piece));
  return end < 0 ? pieces.length : end;
}

function isBlank(piece: Piece): boolean {
  return /^\s+$/.test(piece.text);
}
