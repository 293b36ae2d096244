import type { CommandWord } from './declared-tool.ts';

/** What may stand in braces in the command lines of a declared tool. */
export const placeholders = ['conversation', 'model', 'brief', 'directory', 'base_url', 'permission_mode', 'args'] as const;

export type Placeholder = (typeof placeholders)[number];

/** What each stands for; absent where the member has no such thing. */
export type PlaceholderValues = Readonly<Partial<Record<Exclude<Placeholder, 'args'>, string>>>;

/** In double braces it stands for itself: `{{model}}` is the text `{model}`. */
const pattern = /\{\{([a-z_]+)\}\}|\{([a-z_]+)\}/g;

/** The names in braces in a text, known or not. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, , name]) => name ?? []);
}

/** The names in braces in a command line. */
export function namesInWords(words: readonly CommandWord[]): readonly string[] {
  return words.flat().flatMap(namesIn);
}

/** A command line with its placeholders filled in. What has no value goes, with all that is in one list with it. */
export function filledIn(words: readonly CommandWord[], values: PlaceholderValues, args: readonly string[]): string[] {
  const all = words.flatMap((word) => wordsFor(typeof word === 'string' ? [word] : word, values, args));
  return namesInWords(words).includes('args') ? all : [...all, ...args];
}

function wordsFor(group: readonly string[], values: PlaceholderValues, args: readonly string[]): string[] {
  const isLacking = group.some((word) => namesIn(word).some((name) => name === 'args' ? args.length === 0 : !Object.hasOwn(values, name)));
  return isLacking ? [] : group.flatMap((word) => (word === '{args}' ? args : [filledText(word, values)]));
}

/** A text with its placeholders filled in; one without a value stays as it is. */
export function filledText(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replace(pattern, (whole, literal: string | undefined, name: string) =>
    literal === undefined ? (values[name] ?? whole) : `{${literal}}`);
}
