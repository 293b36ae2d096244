export type Paint = (text: string) => string;

export interface Palette {
  readonly bold: Paint;
  readonly faint: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
}

const plain: Paint = (text) => text;
const sgr = (on: number, off: number): Paint => (text) => `\u001b[${on}m${text}\u001b[${off}m`;

/** Colours for a terminal, or none. */
export function palette(color: boolean): Palette {
  if (!color) return { bold: plain, faint: plain, red: plain, green: plain, yellow: plain, blue: plain };
  return { bold: sgr(1, 22), faint: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), yellow: sgr(33, 39), blue: sgr(34, 39) };
}

/** The text as it is shown where there are no colours. */
export function withoutColours(text: string): string {
  return text.replace(/\u001b\[[\d;]*m/g, '');
}
