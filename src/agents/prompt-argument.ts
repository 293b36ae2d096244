import { excerpt } from '../manifest/inlined-text.ts';

/** What a prompt takes of a command line at most, in bytes: Linux takes no single argument over 128 KiB. */
export const promptBytes = 120_000;

/** A prompt as one argument of a command line, which says what does not fit. */
export function promptArgument(prompt: string, mostBytes: number = promptBytes): string {
  const { text, leftOut } = excerpt(prompt, mostBytes);
  return leftOut === 0 ? prompt : `${text}\n(${leftOut} bytes more do not fit into a prompt: read the files named above.)`;
}
