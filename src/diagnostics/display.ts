const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
let graphemes: Intl.Segmenter | undefined;

/** What a terminal shows as one unit: where it starts in the text, what is drawn, and how many columns that takes. */
export interface Cell {
  readonly offset: number;
  readonly drawn: string;
  readonly width: number;
}

/** One line's cells. Tabs reach to the next multiple of 4; control characters are drawn as pictures, never sent to the terminal. */
export function cellsOf(line: string): readonly Cell[] {
  // Made when first needed: it takes 8 ms, and most runs show no code.
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes.segment(line)) {
    const drawn = segment === '\t' ? ' '.repeat(4 - (column % 4)) : harmless(segment);
    const width = segment === '\t' ? drawn.length : widthOf(drawn);
    cells.push({ offset: index, drawn, width });
    column += width;
  }
  return cells;
}

/** How many terminal columns a text takes. */
export function displayWidth(text: string): number {
  return cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);
}

/** The text with every control character but the newline drawn as a picture: `␛` for escape. */
export function harmless(text: string): string {
  return text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, pictureOf);
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '�';
}

function widthOf(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
