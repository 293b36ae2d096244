import type { Place, Position } from './diagnostic.ts';

/** A file's text that can name places in itself. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** The stretch between two offsets; offsets outside the text are moved to its nearest end. */
  place(start: number, end: number): Place;
}

export function sourceText(file: string, text: string): SourceText {
  const starts = lineStarts(text);
  const position = (offset: number): Position => positionAt(starts, Math.min(Math.max(offset, 0), text.length));
  return {
    file,
    text,
    place: (start, end) => ({ file, start: position(start), end: position(Math.max(start, end)) }),
  };
}

/** The offsets at which the lines of a text start. A line ends in `\n`; the `\r` of a `\r\n` belongs to the line. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { offset, line: low + 1, column: offset - starts[low]! + 1 };
}
