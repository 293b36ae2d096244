import { displayWidth } from '../util/display-width.ts';

export type Style = 'bold' | 'dim' | 'good' | 'bad';

/** One line on the terminal, without its end. */
export type StyledLine = readonly Span[];

/** A stretch of printable text in one style. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

const codes: Readonly<Record<Style, readonly [number, number]>> = { bold: [1, 22], dim: [2, 22], good: [32, 39], bad: [31, 39] };

/** The line as it is sent to the terminal. */
export function paint(line: StyledLine, colours: boolean): string {
  return line.map(({ text, style }) => (colours && style !== undefined ? `\x1b[${codes[style][0]}m${text}\x1b[${codes[style][1]}m` : text)).join('');
}

/** Columns that a line takes. */
export function lineWidth(line: StyledLine): number {
  return line.reduce((sum, span) => sum + displayWidth(span.text), 0);
}
