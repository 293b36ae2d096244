import type { Place } from './diagnostic.ts';
import { cellsOf, type Cell } from './display.ts';

/** A line of a person's text and the marks that go under it. */
export interface CodeFrame {
  readonly line: number;
  readonly text: string;
  /** Spaces, then one caret for each marked column. */
  readonly marks: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first line of a place, no wider than `width` columns, with the place marked. */
export function codeFrame(text: string, place: Place, width: number): CodeFrame {
  const start = place.start.offset - (place.start.column - 1);
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline === -1 ? text.length : newline).replace(/\r$/, '');
  const marked = spanOnLine(line, { start: place.start.offset - start, end: place.end.offset - start });
  const near = around(line, marked, Math.max(1000, 4 * width));
  const cells = cellsOf(near.line);
  return { line: place.start.line, ...draw(cells, columnsOf(cells, near.marked), width) };
}

/** Far more of the line than is shown: to find the characters of a line of megabytes takes minutes. */
function around(line: string, marked: Span, reach: number): { readonly line: string; readonly marked: Span } {
  const from = Math.max(0, marked.start - reach);
  const to = Math.min(line.length, marked.start + reach);
  return { line: line.slice(from, to), marked: { start: marked.start - from, end: Math.min(marked.end, to) - from } };
}

function spanOnLine(line: string, span: Span): Span {
  const start = Math.min(span.start, line.length);
  const end = Math.min(span.end, line.length);
  // The blanks at a value's end are not what is meant.
  const trimmed = start + line.slice(start, end).trimEnd().length;
  return { start, end: trimmed > start ? trimmed : end };
}

/** From offsets in the line to columns on the screen. An empty span marks one column, a place between two characters. */
function columnsOf(cells: readonly Cell[], span: Span): Span {
  let column = 0;
  let start: number | undefined;
  let end: number | undefined;
  cells.forEach((cell, index) => {
    const next = cells[index + 1]?.offset ?? Infinity;
    if (start === undefined && span.start < next) start = column;
    column += cell.width;
    if (span.end > cell.offset) end = column;
  });
  const from = start === undefined || span.start > (cells.at(-1)?.offset ?? -1) && span.start === span.end ? column : start;
  return { start: from, end: Math.max(end ?? 0, from + 1) };
}

function draw(cells: readonly Cell[], marked: Span, width: number): Omit<CodeFrame, 'line'> {
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  const fits = total <= width;
  const window = fits ? { start: 0, end: total } : windowAround(marked, { total, width });
  const shown = cut(cells, window);
  const before = !fits && window.start > 0 ? '…' : '';
  const after = !fits && window.end < total ? '…' : '';
  const indent = before.length + Math.max(0, marked.start - shown.start);
  const length = Math.max(1, Math.min(marked.end, Math.max(shown.end, marked.start + 1)) - Math.max(marked.start, shown.start));
  return { text: (before + shown.text + after).trimEnd(), marks: ' '.repeat(indent) + '^'.repeat(length) };
}

/** A window of the line that shows the mark's start with some text before it. Two columns stay free for the `…` at both ends. */
function windowAround(marked: Span, line: { readonly total: number; readonly width: number }): Span {
  const room = Math.max(8, line.width - 2);
  const length = Math.min(marked.end - marked.start, room);
  const wanted = marked.start - Math.floor((room - length) / 2);
  const start = Math.max(0, Math.min(wanted, line.total - room));
  return { start, end: start + room };
}

function cut(cells: readonly Cell[], window: Span): Span & { readonly text: string } {
  let column = 0;
  let start: number | undefined;
  let end = window.start;
  let text = '';
  for (const cell of cells) {
    if (column >= window.start && column + cell.width <= window.end) {
      start ??= column;
      end = column + cell.width;
      text += cell.drawn;
    }
    column += cell.width;
  }
  return { start: start ?? window.start, end, text };
}
