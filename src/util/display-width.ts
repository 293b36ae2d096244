// Made when first needed: it takes longer to make than all of coders does to load.
let graphemeCutter: Intl.Segmenter | undefined;

const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** What a person sees as one character. */
export function graphemes(text: string): readonly string[] {
  // Segmenting is slow, and most text needs none.
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  graphemeCutter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(graphemeCutter.segment(text), (cut) => cut.segment);
}

/** Columns that a text takes on a terminal; it must be `printable`. */
export function displayWidth(text: string): number {
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}

/** One line's text without anything that a terminal would obey. */
export function printable(line: string): string {
  return line.replaceAll('\t', '    ').replace(/[\x00-\x1f\x7f-\x9f]/g, '\ufffd');
}

/** The start of a text that fits into `width` columns, with an ellipsis where it was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${cut(text, width - 1)[0] ?? ''}…`;
}

/** Lines of at most `width` columns, broken between words where that is possible. Blanks at a break are dropped. */
export function wrap(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.trimEnd().match(/\s+|\S+/g) ?? []) {
    const line = lines.at(-1) ?? '';
    if (displayWidth(line + word) <= width) lines[lines.length - 1] = line + word;
    else if (word.trim() === '') lines.push('');
    else lines.splice(line.trim() === '' ? -1 : lines.length, 1, ...cut(word, width));
  }
  return lines.map((line) => line.trimEnd());
}

/** Pieces of at most `width` columns, or of one grapheme where even that is wider. */
function cut(text: string, width: number): string[] {
  const pieces = [''];
  for (const grapheme of graphemes(text)) {
    const piece = pieces.at(-1) ?? '';
    if (piece === '' || displayWidth(piece + grapheme) <= width) pieces[pieces.length - 1] = piece + grapheme;
    else pieces.push(grapheme);
  }
  return pieces;
}
