const longest = 80;

/** A person's text between double quotes, on one line, cut where it is long. */
export function quote(text: string): string {
  const characters = [...text.replace(/\n/g, '⏎')];
  return characters.length <= longest ? `"${characters.join('')}"` : `"${characters.slice(0, longest - 1).join('')}…"`;
}

/** `a, b or c`. */
export function either(words: readonly string[]): string {
  return joined(words, 'or');
}

/** `a, b and c`. */
export function together(words: readonly string[]): string {
  return joined(words, 'and');
}

function joined(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** A sentence's first letter as a capital. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
