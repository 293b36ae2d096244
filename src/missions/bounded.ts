/** How many bytes are kept of why a try failed. */
export const keptBytes = 4096;

/**
 * At most so many bytes: the first line, which says what failed, and as much as fits of the end, where programs say why.
 * Characters are kept whole.
 */
export function bounded(text: string, mostBytes: number = keptBytes): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const [first = ''] = text.split('\n', 1);
  const start = cutEnd(first, Math.floor(mostBytes / 4));
  return `${start}\n…\n${cutStart(text.slice(first.length), mostBytes - Buffer.byteLength(start) - Buffer.byteLength('\n…\n'))}`;
}

/** The beginning of a text, of at most so many bytes; characters are kept whole. */
export function cutEnd(text: string, bytes: number): string {
  const buffer = Buffer.from(text);
  let end = Math.min(bytes, buffer.length);
  while (end < buffer.length && isInside(buffer[end])) end -= 1;
  return buffer.toString('utf8', 0, end);
}

function cutStart(text: string, bytes: number): string {
  const buffer = Buffer.from(text);
  let start = Math.max(0, buffer.length - bytes);
  while (isInside(buffer[start])) start += 1;
  return buffer.toString('utf8', start);
}

/** Whether a byte goes on with a character that began before it, in UTF-8. */
function isInside(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}

/** What failed, in a sentence, where the lines after it are its output. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
