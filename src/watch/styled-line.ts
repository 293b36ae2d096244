import { displayWidth, graphemes, printable } from '../util/display-width.ts';

export type Tone = 'bold' | 'faint' | 'good' | 'calm' | 'warning' | 'bad';

/** A stretch of text in one tone. */
export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}

/** One line of the screen, without its end. */
export interface StyledLine {
  readonly spans: readonly Span[];
  /** It is the one that the keys are for. */
  readonly isSelected?: boolean;
}

export function plainLine(text: string, tone?: Tone): StyledLine {
  return { spans: [tone === undefined ? { text } : { text, tone }] };
}

/** So wide, whatever was written: cut with an ellipsis, filled with blanks, and without anything that a terminal would obey. */
export function cell(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const shown = shortened(printable(text), width);
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return align === 'left' ? shown + blanks : blanks + shown;
}

/** The line at most so wide. */
export function fitted({ spans, ...line }: StyledLine, width: number): StyledLine {
  const fitting: Span[] = [];
  let left = width;
  for (const [index, span] of spans.entries()) {
    const isLast = spans.slice(index + 1).every(({ text }) => text === '');
    const text = printable(span.text);
    // Where more follows, the last column is kept for the ellipsis.
    const shown = displayWidth(text) < left || (isLast && displayWidth(text) === left) ? text : shortened(`${text}${isLast ? '' : '…'}`, left);
    fitting.push({ ...span, text: shown });
    left -= displayWidth(shown);
    if (shown !== text || left <= 0) break;
  }
  return { ...line, spans: fitting };
}

function shortened(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let [start, taken] = ['', 0];
  for (const grapheme of graphemes(text)) {
    taken += displayWidth(grapheme);
    if (taken > width - 1) break;
    start += grapheme;
  }
  return width < 1 ? '' : `${start}…`;
}

const codes: Readonly<Record<Tone, readonly [on: number, off: number]>> = { bold: [1, 22], faint: [2, 22], good: [32, 39], calm: [34, 39], warning: [33, 39], bad: [31, 39] };

/** The line as it is sent to a terminal. The selected one is told without colours by its mark alone. */
export function painted({ spans, isSelected = false }: StyledLine, colours: boolean): string {
  const text = spans.map(({ text: words, tone }) => (colours && tone !== undefined ? `\x1b[${codes[tone][0]}m${words}\x1b[${codes[tone][1]}m` : words)).join('');
  return isSelected && colours ? `\x1b[7m${text}\x1b[27m` : text;
}

export function textOf({ spans }: StyledLine): string {
  return spans.map(({ text }) => text).join('');
}
